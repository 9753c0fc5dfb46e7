namespace ComputeExchange.Engine.Snapshots;

/// <summary>A stream that says when it is read from: a snapshot is read block by block, and its reader tells nothing in between.
/// </summary>
internal sealed class WatchedStream(Stream from, Action onRead) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => from.Length;

    public override long Position
    {
        get => from.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        onRead();
        return from.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte() => from.ReadByte();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
