using System.Collections.Concurrent;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Engine.Tests;

/// <summary>Passes everything on, and writes down which thread forced which file, and which files were opened to be read.</summary>
internal sealed class WitnessStorage(IStorage inner) : IStorage
{
    public ConcurrentQueue<(string Thread, string File)> Flushes { get; } = new();

    public ConcurrentQueue<string> Reads { get; } = new();

    public string Description => inner.Description;

    public long FreeBytes => inner.FreeBytes;

    public IStorageFile Create(string name, long sizeBytes) => new WitnessFile(this, inner.Create(name, sizeBytes));

    public IStorageFile Open(string name) => new WitnessFile(this, inner.Open(name));

    public IStorageFile OpenRead(string name)
    {
        Reads.Enqueue(name);
        return inner.OpenRead(name);
    }

    public bool Exists(string name) => inner.Exists(name);

    public IReadOnlyList<string> List(string prefix) => inner.List(prefix);

    public void Rename(string name, string newName) => inner.Rename(name, newName);

    public void Delete(string name) => inner.Delete(name);

    public void SyncDirectory() => inner.SyncDirectory();

    public IDisposable Lock(string name) => inner.Lock(name);

    private sealed class WitnessFile(WitnessStorage storage, IStorageFile file) : IStorageFile
    {
        public string Name => file.Name;

        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public void Flush()
        {
            storage.Flushes.Enqueue((Thread.CurrentThread.Name ?? "", Name));
            file.Flush();
        }

        public void Resize(long lengthBytes) => file.Resize(lengthBytes);

        public void Dispose() => file.Dispose();
    }
}
