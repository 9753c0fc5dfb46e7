namespace ComputeExchange.Host.Scenario;

/// <summary>Cuts a stream into lines without holding more than one of them, so that a million lines need no more memory
/// than ten.</summary>
internal sealed class LineSource
{
    /// <summary>The longest line, in bytes: many times what any form needs.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const int FirstBufferBytes = 1 << 16;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly Stream _stream;
    private readonly Action _beforeReading;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _scanned;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Lines of a stream.</summary>
    /// <param name="stream">Where the bytes come from.</param>
    /// <param name="beforeReading">Called before a read that may wait, so that what was printed is seen meanwhile.</param>
    public LineSource(Stream stream, Action beforeReading)
    {
        _stream = stream;
        _beforeReading = beforeReading;
    }

    /// <summary>The number of the last line read, counted from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Reads the next line, without its end; the memory is valid until the next call.</summary>
    /// <exception cref="MalformedLineException">The line is longer than <see cref="MaxLineBytes"/>.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (true)
        {
            int newline = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = Take(_scanned + newline, 1);
                return true;
            }
            _scanned = _end;
            if (_isAtEnd)
            {
                bool hasRest = _end > _start;
                line = hasRest ? Take(_end, 0) : default;
                return hasRest;
            }
            Fill();
        }
    }

    private ReadOnlyMemory<byte> Take(int end, int separator)
    {
        LineNumber++;
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, end - _start);
        _start = _scanned = end + separator;
        return LineNumber == 1 && line.Span.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }
        if (_end > MaxLineBytes)
        {
            LineNumber++;
            throw new MalformedLineException($"the line is longer than {MaxLineBytes} bytes.");
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        _beforeReading();
        int count = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _isAtEnd = count == 0;
        _end += count;
    }
}
