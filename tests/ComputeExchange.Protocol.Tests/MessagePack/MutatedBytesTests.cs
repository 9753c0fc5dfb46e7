using ComputeExchange.Protocol.MessagePack;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

public sealed class MutatedBytesTests
{
    [Fact]
    public void Any_integer_comes_back_as_it_was() => Prop.ForAll<long, ulong>((signed, unsigned) =>
    {
        MessagePackWriter writer = new(new byte[18]);
        writer.WriteInt64(signed);
        writer.WriteUInt64(unsigned);
        MessagePackReader reader = new(writer.Written, MessagePackReaderOptions.Strict);
        return reader.ReadInt64() == signed && reader.ReadUInt64() == unsigned && reader.Finish() == MessagePackError.None;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_comes_back_as_it_was_or_is_refused_for_a_lone_surrogate() => Prop.ForAll<NonNull<string>>(text =>
    {
        MessagePackWriter writer = new(new byte[text.Get.Length * 3 + 5]);
        writer.WriteString(text.Get);
        if (writer.Error == MessagePackError.BadUtf8) return text.Get.Any(char.IsSurrogate);
        MessagePackReader reader = new(writer.Written, MessagePackReaderOptions.Strict);
        string back = System.Text.Encoding.UTF8.GetString(reader.ReadUtf8(int.MaxValue));
        return back == text.Get && reader.Finish() == MessagePackError.None;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_value_encodes_to_bytes_that_decode_to_the_same_bytes()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = WireValue.Random(random, WireValue.RootDepth).Encode();
            Assert.True(WireValue.Decode(bytes).Encode().AsSpan().SequenceEqual(bytes), $"seed {seed}, value {i}");
        }
    }

    [Fact]
    public void A_hundred_thousand_mutated_buffers_are_read_without_harm_and_what_is_accepted_encodes_to_the_same_bytes()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        byte[][] originals = [.. Enumerable.Range(0, 200)
            .Select(_ => WireValue.Random(random, WireValue.RootDepth).Encode()).Where(bytes => bytes.Length < 500)];
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = Mutate(random, originals[random.Next(originals.Length)]);
            try
            {
                ReadInAnyOrder(random, bytes);
                if (!WireValue.TryDecode(bytes, out WireValue value))
                {
                    refused++;
                    continue;
                }

                accepted++;
                Assert.True(value.Encode().AsSpan().SequenceEqual(bytes), "accepted bytes encode to others");
                MessagePackReader reader = new(bytes, MessagePackReaderOptions.Strict);
                reader.Skip();
                Assert.Equal(MessagePackError.None, reader.Finish());
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, buffer {i}, bytes {Convert.ToHexString(bytes)}: {exception}");
            }
        }

        Assert.True(accepted > 100 && refused > 10_000, $"seed {seed}: {accepted} accepted, {refused} refused is no fair sample");
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        List<byte> bytes = [.. original];
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.Insert(at, (byte)random.Next(0xc0, 0x100)); break;
            }
        }

        return [.. bytes];
    }

    private static void ReadInAnyOrder(Random random, byte[] bytes)
    {
        MessagePackReader reader = new(bytes, new MessagePackReaderOptions { SkipExtensions = true });
        byte[] fixedLength = new byte[16];
        while (reader.Error == MessagePackError.None)
        {
            int before = reader.Position;
            int choice = random.Next(16);
            switch (choice)
            {
                case 0: reader.ReadNil(); break;
                case 1: reader.ReadBoolean(); break;
                case 2: reader.ReadByte(); break;
                case 3: reader.ReadUInt16(); break;
                case 4: reader.ReadInt32(); break;
                case 5: reader.ReadUInt32(); break;
                case 6: reader.ReadUInt64(); break;
                case 7: reader.ReadFloat64(); break;
                case 8: reader.ReadFloat32(); break;
                case 9: Assert.True(reader.ReadUtf8(random.Next(300)).Length <= bytes.Length); break;
                case 10: Assert.True(reader.ReadBinary(random.Next(300)).Length <= bytes.Length); break;
                case 11: reader.ReadBinaryExactly(fixedLength); break;
                case 12: Assert.InRange(reader.ReadArrayHeader(random.Next(300)), 0, bytes.Length); break;
                case 13: reader.ReadArrayHeaderExactly(random.Next(300)); break;
                case 14: Assert.InRange(reader.ReadMapHeader(random.Next(300)), 0, bytes.Length / 2); break;
                default: reader.Skip(); break;
            }

            Assert.InRange(reader.Position, before, bytes.Length);
            bool moved = reader.Position != before;
            if (reader.Error == MessagePackError.None) Assert.True(moved, $"read {choice} consumed nothing");
            else if (choice < 15) Assert.False(moved, $"read {choice} was refused and yet consumed bytes");
        }
    }
}
