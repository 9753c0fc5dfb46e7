using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>JSON Lines on their way out, gathered so that many go with one write.</summary>
internal sealed class OutputLines
{
    private const int FlushAtBytes = 1 << 16;
    private const int LongestTimeBytes = 32;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAtBytes * 2);
    private readonly Utf8JsonWriter _writer;

    /// <summary>Lines to a stream.</summary>
    public OutputLines(Stream stream)
    {
        _stream = stream;
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Opens a line: an object whose first field is the event's name.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> happened)
    {
        _writer.WriteStartObject();
        _writer.WriteString("event"u8, happened);
        return _writer;
    }

    /// <summary>Closes the line.</summary>
    public void End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        if (_buffer.WrittenCount >= FlushAtBytes)
            Flush();
    }

    /// <summary>Sends what was gathered.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush()
    {
        if (_buffer.WrittenCount == 0)
            return;
        try
        {
            _stream.Write(_buffer.WrittenSpan);
            _stream.Flush();
        }
        finally
        {
            _buffer.ResetWrittenCount();
        }
    }

    /// <summary>A code.</summary>
    public void Write(ReadOnlySpan<byte> name, Code code)
    {
        Span<byte> text = stackalloc byte[Code.MaxLength];
        _writer.WriteString(name, text[..code.CopyTo(text)]);
    }

    /// <summary>An order id.</summary>
    public void Write(ReadOnlySpan<byte> name, ClOrdId id)
    {
        Span<byte> text = stackalloc byte[ClOrdId.MaxLength];
        _writer.WriteString(name, text[..id.CopyTo(text)]);
    }

    /// <summary>A price in dollars.</summary>
    public void Write(ReadOnlySpan<byte> name, Price price) => _writer.WriteNumber(name, price.Dollars);

    /// <summary>A price and a quantity, or null when nothing stands.</summary>
    public void Write(ReadOnlySpan<byte> name, PriceQuantity standing)
    {
        if (standing.Quantity == 0)
        {
            _writer.WriteNull(name);
            return;
        }
        _writer.WriteStartObject(name);
        Write("price"u8, standing.Price);
        _writer.WriteNumber("quantity"u8, standing.Quantity);
        _writer.WriteEndObject();
    }

    /// <summary>The start of an hour.</summary>
    public void WriteHour(ReadOnlySpan<byte> name, int hour)
    {
        _writer.WritePropertyName(name);
        WriteHourValue(hour);
    }

    /// <summary>The start of an hour, as an element of an array.</summary>
    public void WriteHourValue(int hour)
    {
        Span<byte> text = stackalloc byte[LongestTimeBytes];
        _writer.WriteStringValue(text[..UtcTime.Format(hour, text)]);
    }

    /// <summary>A month.</summary>
    public void Write(ReadOnlySpan<byte> name, DeliveryMonth month) => _writer.WriteString(name, month.ToString());

    /// <summary>A refusal.</summary>
    public void WriteRejected(in Subject subject, RejectReason reason)
    {
        Begin("rejected"u8);
        if (subject.Participant.Length > 0)
            Write("participant"u8, subject.Participant);
        if (subject.ClOrdId.Length > 0)
            Write("clOrdId"u8, subject.ClOrdId);
        _writer.WriteString("reason"u8, EnumName.Of(reason));
        End();
    }
}

/// <summary>Names of reasons as JSON texts, made once.</summary>
internal static class EnumName
{
    /// <summary>The name of a value.</summary>
    public static JsonEncodedText Of<T>(T value) where T : struct, Enum => Names<T>.All[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, JsonEncodedText> All =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonEncodedText.Encode(value.ToString()));
    }
}
