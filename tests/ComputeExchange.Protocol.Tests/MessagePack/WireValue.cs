using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ComputeExchange.Protocol.MessagePack;
using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

/// <summary>
/// A MessagePack value of any shape, with its plainest possible writer and reader over the span codec, for round trips and for
/// the exchange of values with another implementation.
/// </summary>
public abstract record WireValue
{
    /// <summary>The depth to ask random values of.</summary>
    public const int RootDepth = 3;

    public sealed record Nil : WireValue;

    public sealed record Boolean(bool Value) : WireValue;

    public sealed record Integer(BigInteger Value) : WireValue;

    public sealed record Float(double Value) : WireValue;

    public sealed record Text(string Value) : WireValue;

    public sealed record Binary(string Hex) : WireValue;

    public sealed record Array(WireValue[] Items) : WireValue;

    /// <summary>Keys and values by turns.</summary>
    public sealed record Map(WireValue[] KeysAndValues) : WireValue;

    public byte[] Encode()
    {
        for (int room = 4096; ; room *= 2)
        {
            MessagePackWriter writer = new(new byte[room]);
            Write(ref writer, this);
            if (writer.Error == MessagePackError.BufferFull) continue;
            Assert.Equal(MessagePackError.None, writer.Error);
            return writer.Written.ToArray();
        }
    }

    public static WireValue Decode(ReadOnlySpan<byte> bytes)
    {
        Assert.True(TryDecode(bytes, out WireValue value));
        return value;
    }

    /// <summary>Reads one value in canonical encoding that fills <paramref name="bytes"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out WireValue value)
    {
        MessagePackReader reader = new(bytes, MessagePackReaderOptions.Strict);
        value = Read(ref reader, depth: 0);
        return reader.Finish() == MessagePackError.None;
    }

    private static void Write(ref MessagePackWriter writer, WireValue value)
    {
        switch (value)
        {
            case Nil: writer.WriteNil(); break;
            case Boolean boolean: writer.WriteBoolean(boolean.Value); break;
            case Integer integer when integer.Value > long.MaxValue: writer.WriteUInt64((ulong)integer.Value); break;
            case Integer integer: writer.WriteInt64((long)integer.Value); break;
            case Float number: writer.WriteFloat64(number.Value); break;
            case Text text: writer.WriteString(text.Value); break;
            case Binary binary: writer.WriteBinary(Convert.FromHexString(binary.Hex)); break;
            case Array array:
                writer.WriteArrayHeader(array.Items.Length);
                foreach (WireValue item in array.Items) Write(ref writer, item);
                break;
            case Map map:
                writer.WriteMapHeader(map.KeysAndValues.Length / 2);
                foreach (WireValue item in map.KeysAndValues) Write(ref writer, item);
                break;
        }
    }

    private static WireValue Read(ref MessagePackReader reader, int depth)
    {
        if (depth > 32) reader.Refuse(MessagePackError.TooDeep);
        switch (reader.NextType)
        {
            case MessagePackType.Boolean: return new Boolean(reader.ReadBoolean());
            case MessagePackType.Integer:
                MessagePackReader again = reader;
                long value = reader.ReadInt64();
                if (reader.Error != MessagePackError.OutOfRange) return new Integer(value);
                reader = again;
                return new Integer(reader.ReadUInt64());
            case MessagePackType.Float: return new Float(reader.ReadFloat64());
            case MessagePackType.String: return new Text(Encoding.UTF8.GetString(reader.ReadUtf8(int.MaxValue)));
            case MessagePackType.Binary: return new Binary(Convert.ToHexString(reader.ReadBinary(int.MaxValue)));
            case MessagePackType.Array: return new Array(ReadItems(ref reader, reader.ReadArrayHeader(int.MaxValue), depth));
            case MessagePackType.Map: return new Map(ReadItems(ref reader, 2 * reader.ReadMapHeader(int.MaxValue), depth));
            default:
                reader.ReadNil();
                return new Nil();
        }
    }

    private static WireValue[] ReadItems(ref MessagePackReader reader, int count, int depth)
    {
        WireValue[] items = new WireValue[count];
        for (int i = 0; i < count; i++) items[i] = Read(ref reader, depth + 1);
        return items;
    }

    /// <summary>The value as [tag, content], which both sides of the exchange can say without loss.</summary>
    public JsonNode ToJson() => this switch
    {
        Nil => new JsonArray("nil"),
        Boolean boolean => new JsonArray("bool", boolean.Value),
        Integer integer => new JsonArray("int", integer.Value.ToString(CultureInfo.InvariantCulture)),
        Float number => new JsonArray("float", BitConverter.DoubleToInt64Bits(number.Value).ToString("x16")),
        Text text => new JsonArray("str", text.Value),
        Binary binary => new JsonArray("bin", binary.Hex.ToLowerInvariant()),
        Array array => new JsonArray("array", new JsonArray([.. array.Items.Select(item => item.ToJson())])),
        Map map => new JsonArray("map", new JsonArray([.. map.KeysAndValues.Select(item => item.ToJson())])),
        _ => throw new InvalidOperationException($"no JSON form of {GetType().Name}"),
    };

    /// <summary>
    /// A random value within what JavaScript can hold as well: keys are strings that are no array indices, floats are not
    /// whole numbers (JavaScript has no other name for those than the integer).
    /// </summary>
    public static WireValue Random(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 8 : 6))
        {
            case 0: return new Nil();
            case 1: return new Boolean(random.Next(2) == 0);
            case 2: return new Integer(RandomInteger(random));
            case 3: return new Float((random.Next(1 << 30) + 0.5) * Math.Pow(2, random.Next(-60, 1)));
            case 4: return new Text(RandomText(random, depth));
            case 5:
                byte[] block = new byte[RandomLength(random, depth)];
                random.NextBytes(block);
                return new Binary(Convert.ToHexString(block));
            case 6: return new Array([.. Enumerable.Range(0, random.Next(20)).Select(_ => Random(random, depth - 1))]);
            default:
                return new Map([.. Enumerable.Range(0, random.Next(20))
                    .SelectMany(key => new[] { new Text($"key{key}"), Random(random, depth - 1) })]);
        }
    }

    private static BigInteger RandomInteger(Random random)
    {
        BigInteger edge = BigInteger.Pow(2, random.Next(65)) + random.Next(-2, 3);
        BigInteger value = random.Next(2) == 0 ? edge : -edge;
        return BigInteger.Max(long.MinValue, BigInteger.Min(ulong.MaxValue, value));
    }

    private static string RandomText(Random random, int depth)
    {
        string[] letters = ["a", "Z", "0", "\"", "\\", "\n", "é", "ß", "漢", "🚀", "\u2028", "\0"];
        return string.Concat(Enumerable.Range(0, RandomLength(random, depth)).Select(_ => letters[random.Next(letters.Length)]));
    }

    /// <summary>Short, or near the edges of 8 bits; near those of 16 bits only at the root, to keep the whole small.</summary>
    private static int RandomLength(Random random, int depth) => random.Next(12) switch
    {
        0 => 0,
        1 => random.Next(250, 260),
        <= 4 when depth == RootDepth => random.Next(65_530, 65_540),
        _ => random.Next(40),
    };
}
