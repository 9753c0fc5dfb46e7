namespace ComputeExchange.Journal.Simulation;

/// <summary>The bytes of one simulated file, twice: as the process sees them, and as the device holds them.</summary>
/// <remarks>The length counts as durable at once: a file that shrank or grew does not come back.</remarks>
internal sealed class SimulatedContent(int sectorBytes)
{
    private readonly HashSet<int> _unsyncedSectors = [];
    private byte[] _written = [];
    private byte[] _durable = [];

    public long Length => _written.Length;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        int start = checked((int)offset);
        if (start + bytes.Length > _written.Length)
            Resize(start + bytes.Length);
        bytes.CopyTo(_written.AsSpan(start));
        for (int sector = start / sectorBytes; sector * sectorBytes < start + bytes.Length; sector++)
            _unsyncedSectors.Add(sector);
    }

    public int Read(long offset, Span<byte> bytes)
    {
        int count = (int)Math.Clamp(_written.Length - offset, 0, bytes.Length);
        if (count > 0)
            _written.AsSpan((int)offset, count).CopyTo(bytes);
        return count;
    }

    public void Resize(long lengthBytes)
    {
        Array.Resize(ref _written, checked((int)lengthBytes));
        Array.Resize(ref _durable, checked((int)lengthBytes));
    }

    public void Flush()
    {
        foreach (int sector in _unsyncedSectors)
            Keep(sector);
        _unsyncedSectors.Clear();
    }

    /// <summary>What kernels do after a failed flush: the bytes count as clean, are seen, and never reach the device.</summary>
    public void ForgetUnsynced() => _unsyncedSectors.Clear();

    public void Crash(Random? chance)
    {
        foreach (int sector in _unsyncedSectors.Order())
        {
            if (chance is not null && chance.Next(2) == 0)
                Keep(sector);
        }

        _unsyncedSectors.Clear();
        _written = _durable.AsSpan().ToArray();
    }

    public byte[] Copy() => _written.AsSpan().ToArray();

    private void Keep(int sector)
    {
        int start = sector * sectorBytes;
        int count = Math.Min(sectorBytes, _durable.Length - start);
        if (count > 0)
            _written.AsSpan(start, count).CopyTo(_durable.AsSpan(start));
    }
}
