using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The fields of one JSON object, asked for by name; one that nobody asked for is an error, so that a misspelt
/// option is never passed over in silence.</summary>
/// <remarks>Keeps ranges of the line and no objects of its own: reading a line allocates nothing.</remarks>
internal sealed class JsonFields
{
    /// <summary>The most fields of one object: more than any form has.</summary>
    public const int MaxFields = 64;

    private const int MaxDepth = 8;
    private readonly Field[] _fields = new Field[MaxFields];
    private int _count;

    /// <summary>Reads the object that a value is.</summary>
    public void Read(JsonValue value)
    {
        if (value.Token != JsonTokenType.StartObject)
            throw value.Malformed("an object");
        Read(value.Text);
    }

    /// <summary>Reads the one object that the text holds.</summary>
    /// <exception cref="MalformedLineException">Anything else than one JSON object, or a field given twice.</exception>
    public void Read(ReadOnlyMemory<byte> text)
    {
        _count = 0;
        if (!Utf8.IsValid(text.Span))
            throw new MalformedLineException("the line is not valid UTF-8.");
        Utf8JsonReader reader = new(text.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new MalformedLineException("the line must be one JSON object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Add(text, ref reader);
            reader.Read();
        }
        catch (JsonException broken)
        {
            int place = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string what = (place < 0 ? broken.Message : broken.Message[..place]).TrimEnd('.');
            throw new MalformedLineException($"not JSON at byte {broken.BytePositionInLine + 1}: {what}.");
        }
    }

    /// <summary>Looks a field up; a null counts as left out.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out JsonValue value)
    {
        for (int i = 0; i < _count; i++)
        {
            ref Field field = ref _fields[i];
            if (!field.Name.Span.SequenceEqual(name))
                continue;
            field.WasAskedFor = true;
            value = new JsonValue(field.Name.Span, field.Token, field.Text);
            return field.Token != JsonTokenType.Null;
        }
        value = default;
        return false;
    }

    /// <summary>A field that must be there.</summary>
    public JsonValue Get(ReadOnlySpan<byte> name) =>
        TryGet(name, out JsonValue value)
            ? value
            : throw Malformed(name, "is missing");

    /// <summary>Whether the field is there.</summary>
    public bool Has(ReadOnlySpan<byte> name) => TryGet(name, out _);

    /// <summary>A code, or none if left out.</summary>
    public Code CodeOrNone(ReadOnlySpan<byte> name) => TryGet(name, out JsonValue value) ? value.Code() : default;

    /// <summary>A whole number cut to an int, or what stands for one left out.</summary>
    public int WholeInt(ReadOnlySpan<byte> name, int leftOut) => TryGet(name, out JsonValue value) ? value.WholeInt() : leftOut;

    /// <summary>A decimal in units of 10^-decimals, or what stands for one left out.</summary>
    public long Scaled(ReadOnlySpan<byte> name, int decimals, long leftOut) =>
        TryGet(name, out JsonValue value) ? value.Scaled(decimals) : leftOut;

    /// <summary>A flag, false if left out.</summary>
    public bool Flag(ReadOnlySpan<byte> name) => TryGet(name, out JsonValue value) && value.Flag();

    /// <summary>Says that everything that may be there has been asked for.</summary>
    /// <exception cref="MalformedLineException">There is a field that was not.</exception>
    public void RequireNoOthers()
    {
        for (int i = 0; i < _count; i++)
        {
            if (!_fields[i].WasAskedFor)
                throw Malformed(_fields[i].Name.Span, "is not known here");
        }
    }

    private static MalformedLineException Malformed(ReadOnlySpan<byte> name, string what) =>
        new($"the field '{Encoding.UTF8.GetString(name)}' {what}.");

    private void Add(ReadOnlyMemory<byte> text, ref Utf8JsonReader reader)
    {
        ReadOnlyMemory<byte> name = NameOf(text, ref reader);
        for (int i = 0; i < _count; i++)
        {
            if (_fields[i].Name.Span.SequenceEqual(name.Span))
                throw Malformed(name.Span, "is given twice");
        }
        if (_count == MaxFields)
            throw new MalformedLineException($"there are more than {MaxFields} fields.");
        reader.Read();
        JsonTokenType token = reader.TokenType;
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        _fields[_count++] = new Field { Name = name, Token = token, Text = text[start..(int)reader.BytesConsumed] };
    }

    private static ReadOnlyMemory<byte> NameOf(ReadOnlyMemory<byte> text, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return text.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        byte[] unescaped = new byte[reader.ValueSpan.Length];
        try
        {
            return unescaped.AsMemory(0, reader.CopyString(unescaped));
        }
        catch (InvalidOperationException)
        {
            throw new MalformedLineException("the name of a field is not valid Unicode.");
        }
    }

    private struct Field
    {
        public ReadOnlyMemory<byte> Name;
        public ReadOnlyMemory<byte> Text;
        public JsonTokenType Token;
        public bool WasAskedFor;
    }
}
