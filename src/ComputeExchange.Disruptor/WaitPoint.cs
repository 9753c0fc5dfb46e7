namespace ComputeExchange.Disruptor;

/// <summary>How a wait ended.</summary>
public enum WaitOutcome
{
    /// <summary>What was waited for has come.</summary>
    Reached,

    /// <summary>The time given has passed.</summary>
    TimedOut,

    /// <summary>The ring was halted (for a producer: closed), so it may never come.</summary>
    Alerted,
}

// One thing that threads wait for: events at a barrier, room for a claim, the end of the draining.
// The condition is a question that anybody may ask, not only the thread that waits. So the thread that signals
// asks it first, and wakes nobody in vain: a publisher that waits for journal and matching sleeps on while
// events are published, and is woken by the later of those two.
internal abstract class WaitPoint
{
    // The rest belongs to BlockingWaitStrategy. All of it changes only under the lock of Bed.
    internal readonly object Bed = new();
    internal int Sleepers;
    internal long Awaited = long.MaxValue;
    internal int Wakings;

    /// <summary>Whether what is waited for has come. Only ever goes from no to yes for a given sequence.</summary>
    internal abstract bool HasReached(long sequence);

    /// <summary>Whether waiting has become pointless.</summary>
    internal abstract bool IsAlerted { get; }
}
