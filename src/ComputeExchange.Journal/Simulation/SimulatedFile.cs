using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Simulation;

/// <summary>A handle on a simulated file; it dies with the crash of its machine.</summary>
internal sealed class SimulatedFile(SimulatedStorage storage, SimulatedContent content, string name, int lifetime) : IStorageFile
{
    private bool _isDisposed;

    public string Name => name;

    public long Length => storage.LengthOf(Alive());

    internal SimulatedContent Content => content;

    internal int Lifetime => lifetime;

    public void Write(long offset, ReadOnlySpan<byte> bytes) => storage.Write(Alive(), offset, bytes);

    public int Read(long offset, Span<byte> bytes) => storage.Read(Alive(), offset, bytes);

    public void Flush() => storage.Flush(Alive());

    public void Resize(long lengthBytes) => storage.Resize(Alive(), lengthBytes);

    public void Dispose() => _isDisposed = true;

    private SimulatedFile Alive()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return this;
    }
}
