using System.Text;
using System.Text.Json;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>One value of a line, with the name of its field for what must be said about it.</summary>
internal readonly ref struct JsonValue
{
    private const int MaxQuotedCharacters = 60;
    private readonly ReadOnlyMemory<byte> _text;

    /// <summary>A value.</summary>
    /// <param name="name">The name of its field.</param>
    /// <param name="token">The token that it begins with.</param>
    /// <param name="text">Its JSON text.</param>
    public JsonValue(ReadOnlySpan<byte> name, JsonTokenType token, ReadOnlyMemory<byte> text)
    {
        Name = name;
        Token = token;
        _text = text;
    }

    /// <summary>The name of its field.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The token that it begins with.</summary>
    public JsonTokenType Token { get; }

    /// <summary>Its JSON text.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>The characters of a string, escapes resolved.</summary>
    public ReadOnlySpan<byte> String(string wanted)
    {
        if (Token != JsonTokenType.String)
            throw Malformed(wanted);
        ReadOnlySpan<byte> quoted = _text.Span;
        if (!quoted.Contains((byte)'\\'))
            return quoted[1..^1];
        Utf8JsonReader reader = new(quoted);
        reader.Read();
        try
        {
            byte[] unescaped = new byte[quoted.Length];
            return unescaped.AsSpan(0, reader.CopyString(unescaped));
        }
        catch (InvalidOperationException)
        {
            throw Malformed(wanted);
        }
    }

    /// <summary>A code of 1 to 32 printable ASCII characters.</summary>
    public Code Code()
    {
        const string Wanted = "a code of 1 to 32 printable ASCII characters";
        return Messages.Code.TryParse(String(Wanted), out Code code) ? code : throw Malformed(Wanted);
    }

    /// <summary>An order id of 1 to <paramref name="maxLength"/> printable ASCII characters.</summary>
    public ClOrdId ClOrdId(int maxLength = Messages.ClOrdId.MaxLength)
    {
        bool isId = Token == JsonTokenType.String;
        return Messages.ClOrdId.TryParse(isId ? String("an id") : default, out ClOrdId id) && id.Length <= maxLength
            ? id
            : throw Malformed($"an id of 1 to {maxLength} printable ASCII characters");
    }

    /// <summary>A whole number, cut to what a long holds.</summary>
    public long Whole()
    {
        const string Wanted = "a whole number";
        return Token == JsonTokenType.Number && ExactNumber.TryScale(_text.Span, 0, out long units)
            ? units
            : throw Malformed(Wanted);
    }

    /// <summary>A whole number, cut to what an int holds.</summary>
    public int WholeInt() => (int)Math.Clamp(Whole(), int.MinValue, int.MaxValue);

    /// <summary>A decimal in units of 10^-<paramref name="decimals"/>, cut to what a long holds; long.MinValue, which is
    /// also <see cref="Price.OffTick"/>, when it is finer than that.</summary>
    public long Scaled(int decimals)
    {
        if (Token != JsonTokenType.Number)
            throw Malformed("a number");
        return ExactNumber.TryScale(_text.Span, decimals, out long units) ? units : long.MinValue;
    }

    /// <summary>A decimal as <see cref="Scaled"/> reads it, cut to what an int holds; int.MinValue when finer.</summary>
    public int ScaledInt(int decimals) => (int)Math.Clamp(Scaled(decimals), int.MinValue, int.MaxValue);

    /// <summary>True or false.</summary>
    public bool Flag() => Token switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Malformed("true or false"),
    };

    /// <summary>A time, in nanoseconds since the Unix epoch.</summary>
    public Int128 Time()
    {
        const string Wanted = "an ISO 8601 UTC time such as \"2026-08-01T12:00:00Z\"";
        return UtcTime.TryParse(String(Wanted), out Int128 nanos) ? nanos : throw Malformed(Wanted);
    }

    /// <summary>A time on a whole hour, counted from 2020-01-01T00Z.</summary>
    public int Hour() => UtcTime.IsWholeHour(Time(), out int hour) ? hour : throw Malformed("a time on a whole hour");

    /// <summary>A month such as "2026-08".</summary>
    public DeliveryMonth Month()
    {
        const string Wanted = "a month such as \"2026-08\"";
        ReadOnlySpan<byte> text = String(Wanted);
        if (text.Length != "yyyy-MM".Length || text[4] != (byte)'-'
            || !TryDigits(text[..4], out int year) || !TryDigits(text[5..], out int month) || month is < 1 or > 12)
            throw Malformed(Wanted);
        DeliveryMonth parsed = DeliveryMonth.Of(year, month);
        return parsed.Index is >= DeliveryMonth.MinIndex and <= DeliveryMonth.MaxIndex ? parsed : throw Malformed(Wanted);
    }

    /// <summary>The values of an array, one after the other.</summary>
    public JsonItems Items() =>
        Token == JsonTokenType.StartArray ? new JsonItems(Name, _text) : throw Malformed("an array");

    /// <summary>What to throw when the value is not what was wanted.</summary>
    public MalformedLineException Malformed(string wanted)
    {
        string text = Encoding.UTF8.GetString(_text.Span);
        if (text.Length > MaxQuotedCharacters)
            text = string.Concat(text.AsSpan(0, MaxQuotedCharacters), "...");
        return new MalformedLineException($"the field '{Encoding.UTF8.GetString(Name)}' must be {wanted}, not {text}.");
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte character in text)
            number = number * 10 + character - (byte)'0';
        return !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}

/// <summary>The values of an array.</summary>
internal ref struct JsonItems
{
    private readonly ReadOnlySpan<byte> _name;
    private readonly ReadOnlyMemory<byte> _text;
    private Utf8JsonReader _reader;

    /// <summary>The values of the array whose JSON text is given.</summary>
    public JsonItems(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> text)
    {
        _name = name;
        _text = text;
        _reader = new Utf8JsonReader(text.Span);
        _reader.Read();
    }

    /// <summary>The next value.</summary>
    public bool TryNext(out JsonValue value)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndArray)
        {
            value = default;
            return false;
        }
        JsonTokenType token = _reader.TokenType;
        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        value = new JsonValue(_name, token, _text[start..(int)_reader.BytesConsumed]);
        return true;
    }
}
