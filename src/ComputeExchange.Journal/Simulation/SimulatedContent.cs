namespace ComputeExchange.Journal.Simulation;

// What is written and not forced survives a crash by chance, sector by sector: a disk writes sectors whole, in any order.
//
// Segments are preallocated with zeros, far more of them than a test ever writes over. So only sectors that hold something
// take memory: a missing one is all zeros. A sector that was forced is one array for both views, and is copied when it is
// written again.

/// <summary>The bytes of one simulated file, twice: as the process sees them, and as the device holds them.</summary>
/// <remarks>The length counts as durable at once: a file that shrank or grew does not come back.</remarks>
internal sealed class SimulatedContent(int sectorBytes)
{
    // In the order of their first unsynced write.
    private readonly List<int> _unsyncedSectors = [];
    private readonly HashSet<int> _isUnsynced = [];
    private byte[]?[] _written = [];
    private byte[]?[] _durable = [];

    /// <summary>Length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Memory that the sectors take, in bytes, both views counted once where they share.</summary>
    public long HeldBytes => sectorBytes
        * Enumerable.Range(0, _written.Length).Sum(sector =>
            (_written[sector] is null ? 0L : 1L)
            + (_durable[sector] is null || ReferenceEquals(_durable[sector], _written[sector]) ? 0L : 1L));

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset + bytes.Length > Length)
            Resize(offset + bytes.Length);
        while (!bytes.IsEmpty)
        {
            int sector = checked((int)(offset / sectorBytes));
            int place = (int)(offset % sectorBytes);
            int count = Math.Min(bytes.Length, sectorBytes - place);
            WriteWithin(sector, place, bytes[..count]);
            offset += count;
            bytes = bytes[count..];
        }
    }

    public int Read(long offset, Span<byte> bytes)
    {
        int count = (int)Math.Clamp(Length - offset, 0, bytes.Length);
        for (Span<byte> rest = bytes[..count]; !rest.IsEmpty;)
        {
            int place = (int)(offset % sectorBytes);
            int step = Math.Min(rest.Length, sectorBytes - place);
            if (_written[offset / sectorBytes] is { } held)
                held.AsSpan(place, step).CopyTo(rest);
            else
                rest[..step].Clear();
            offset += step;
            rest = rest[step..];
        }

        return count;
    }

    public void Resize(long lengthBytes)
    {
        int sectors = checked((int)((lengthBytes + sectorBytes - 1) / sectorBytes));
        int rest = (int)(lengthBytes % sectorBytes);
        Array.Resize(ref _written, sectors);
        Array.Resize(ref _durable, sectors);
        _unsyncedSectors.RemoveAll(sector => sector >= sectors);
        _isUnsynced.RemoveWhere(sector => sector >= sectors);
        if (lengthBytes < Length && rest > 0)
        {
            _written[^1] = CutAt(rest, _written[^1]);
            _durable[^1] = CutAt(rest, _durable[^1]);
        }

        Length = lengthBytes;
    }

    public void Flush()
    {
        foreach (int sector in _unsyncedSectors)
            _durable[sector] = _written[sector];
        ForgetUnsynced();
    }

    /// <summary>What kernels do after a failed flush: the bytes count as clean, are seen, and never reach the device.</summary>
    public void ForgetUnsynced()
    {
        _unsyncedSectors.Clear();
        _isUnsynced.Clear();
    }

    /// <param name="chance">Which unsynced sectors survive, each for itself; null for none.</param>
    /// <param name="onlyLatest">Instead, those survive that were written last, from some place on.</param>
    public void Crash(Random? chance, bool onlyLatest)
    {
        int firstKept = onlyLatest && chance is not null && _unsyncedSectors.Count > 0
            ? chance.Next(1, _unsyncedSectors.Count + 1)
            : 0;
        for (int place = 0; place < _unsyncedSectors.Count && chance is not null; place++)
        {
            if (onlyLatest ? place >= firstKept : chance.Next(2) == 0)
                _durable[_unsyncedSectors[place]] = _written[_unsyncedSectors[place]];
        }

        ForgetUnsynced();
        _durable.CopyTo(_written, 0);
    }

    public byte[] Copy()
    {
        byte[] copy = new byte[Length];
        Read(0, copy);
        return copy;
    }

    private void WriteWithin(int sector, int place, ReadOnlySpan<byte> bytes)
    {
        if (_isUnsynced.Add(sector))
            _unsyncedSectors.Add(sector);
        byte[]? held = _written[sector];
        if (held is null && !bytes.ContainsAnyExcept((byte)0))
            return;
        if (held is null)
            held = new byte[sectorBytes];
        else if (ReferenceEquals(held, _durable[sector]))
            held = [.. held];
        bytes.CopyTo(held.AsSpan(place));
        _written[sector] = held;
    }

    private byte[]? CutAt(int bytes, byte[]? held)
    {
        if (held is null)
            return null;
        byte[] cut = new byte[sectorBytes];
        held.AsSpan(0, bytes).CopyTo(cut);
        return cut;
    }
}
