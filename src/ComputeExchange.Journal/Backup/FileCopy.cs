using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>Copies files from one directory into another, forced, and counts them.</summary>
internal sealed class FileCopy(IStorage source, IStorage target, CancellationToken cancellation)
{
    private const int ChunkBytes = 1024 * 1024;

    private readonly byte[] _chunk = new byte[ChunkBytes];

    public IStorage Source => source;

    public IStorage Target => target;

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Copies a file as it is.</summary>
    public void Whole(string name)
    {
        using IStorageFile from = source.OpenRead(name);
        Copy(name, from, from.Length, from.Length);
    }

    /// <summary>Copies the beginning of a file; the rest is zeros up to the same length.</summary>
    public void Prefix(string name, long prefixBytes)
    {
        using IStorageFile from = source.OpenRead(name);
        Copy(name, from, prefixBytes, from.Length);
    }

    private void Copy(string name, IStorageFile from, long prefixBytes, long lengthBytes)
    {
        using IStorageFile to = target.Create(name, lengthBytes);
        for (long offset = 0; offset < prefixBytes;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = from.Read(offset, _chunk.AsSpan(0, (int)Math.Min(ChunkBytes, prefixBytes - offset)));
            if (read == 0)
                throw new EndOfStreamException($"'{name}' became shorter while it was copied.");
            to.Write(offset, _chunk.AsSpan(0, read));
            offset += read;
        }

        to.Flush();
        Files++;
        Bytes += lengthBytes;
    }
}
