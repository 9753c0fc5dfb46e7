namespace ComputeExchange.Engine.Snapshots;

/// <summary>Keeps the collector's pauses short while a state is built beside the running engine. What is made then stays, and a
/// collection stops all threads, matching too, for as long as it takes to move what stays: left alone, the collector waits until
/// tens of megabytes are new. So it is called every few, and has little to do each time.</summary>
/// <remarks>For one thread, which is the one that allocates.</remarks>
internal sealed class ShortPauses
{
    /// <summary>Measured on a million orders: half of it halves the pauses no more, since each has to look for roots as well.</summary>
    private const long BytesBetween = 1024 * 1024;

    // The young generations: what survives two collections is old and is left alone.
    private const int Generation = 1;

    private long _collectedAt = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>Collects if there is enough to be worth it; to be called every few hundred kilobytes. Where nothing is allocated
    /// nothing is collected.</summary>
    public void Look()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _collectedAt < BytesBetween)
            return;
        _collectedAt = allocated;
        GC.Collect(Generation, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
