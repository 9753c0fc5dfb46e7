using ComputeExchange.LoadTest.Core;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>Nothing is allocated by a command once the pools have grown to what the market needs.</summary>
/// <remarks>The messages are applied again and again, with everything cancelled in between. The first times grow every pool,
/// list and table to the most that these messages need (a pooled forward book serves another window each time, so this takes
/// several); whatever the last time allocates is the price of a message.</remarks>
internal static class AllocationGate
{
    private const int Messages = 100_000;
    private const int PassesMost = 40;

    /// <summary>Bytes that a pass allocates, all messages together: of the first that allocates nothing, or of the last tried.</summary>
    public static (long Bytes, int Pass) Measure(Workload workload)
    {
        (BookMessage[] fill, BookMessage[] run) = workload.Generate(Messages, seed: 1);
        CoreUnderTest core = new(workload, CoreRound.ChunkLength);
        for (int pass = 1; ; pass++)
        {
            long bytes = Apply(core, fill) + Apply(core, run);
            if (bytes == 0 || pass == PassesMost)
                return (bytes, pass);
            core.CancelAll();
        }
    }

    private static long Apply(CoreUnderTest core, BookMessage[] messages)
    {
        long allocated = 0;
        for (int at = 0; at < messages.Length; at += CoreRound.ChunkLength)
        {
            core.Prepare(messages.AsSpan(at, Math.Min(CoreRound.ChunkLength, messages.Length - at)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            core.Apply();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return allocated;
    }
}
