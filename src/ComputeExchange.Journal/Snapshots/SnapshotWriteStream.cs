using System.Buffers;
using System.Security.Cryptography;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Snapshots;

/// <summary>Takes the content of a snapshot in one pass, in chunks, hashing it on its way to the file.</summary>
internal sealed class SnapshotWriteStream(IStorageFile file) : Stream
{
    private const int ChunkBytes = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private int _chunkBytes;
    private long _written;
    private bool _isDisposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written + _chunkBytes;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, ChunkBytes - _chunkBytes);
            buffer[..count].CopyTo(_chunk.AsSpan(_chunkBytes));
            _chunkBytes += count;
            buffer = buffer[count..];
            if (_chunkBytes == ChunkBytes)
                WriteChunk();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what is left; the hash of all.</summary>
    public byte[] Finish()
    {
        WriteChunk();
        return _hash.GetHashAndReset();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(_chunk);
        }

        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        ReadOnlySpan<byte> chunk = _chunk.AsSpan(0, _chunkBytes);
        _hash.AppendData(chunk);
        file.Write(SnapshotHeader.Bytes + _written, chunk);
        _written += _chunkBytes;
        _chunkBytes = 0;
    }
}
