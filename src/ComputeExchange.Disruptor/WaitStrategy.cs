using System.Diagnostics;

namespace ComputeExchange.Disruptor;

// What a thread does until a wait point is reached, and what those who make progress must do for it.
internal abstract class WaitStrategy
{
    internal static WaitStrategy Create(WaitStrategyKind kind) => kind switch
    {
        WaitStrategyKind.Blocking => new BlockingWaitStrategy(),
        WaitStrategyKind.Yielding => new YieldingWaitStrategy(),
        WaitStrategyKind.BusySpin => new BusySpinWaitStrategy(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a wait strategy."),
    };

    /// <summary>Makes a point known before anyone waits at it. Not thread-safe: wiring comes before running.</summary>
    internal virtual void Register(WaitPoint point)
    {
    }

    /// <summary>Waits until the point has reached the sequence, the time is over, or the point is alerted.</summary>
    /// <param name="point">What to wait for.</param>
    /// <param name="sequence">How far it has to come.</param>
    /// <param name="timeoutMillis">Milliseconds, or <see cref="Timeout.Infinite"/>.</param>
    internal abstract WaitOutcome WaitFor(WaitPoint point, long sequence, int timeoutMillis);

    /// <summary>Called after each step of progress (a publication, a batch done), once it is stored.</summary>
    internal virtual void Signal()
    {
    }

    /// <summary>Called when alerts were raised: everyone looks again.</summary>
    internal virtual void Alert()
    {
    }

    // long.MaxValue stands for never, so that an endless wait never asks for the time.
    protected static long DeadlineOf(int timeoutMillis) => timeoutMillis == Timeout.Infinite
        ? long.MaxValue
        : Stopwatch.GetTimestamp() + timeoutMillis * Stopwatch.Frequency / 1000;

    protected static bool HasPassed(long deadline) =>
        deadline != long.MaxValue && Stopwatch.GetTimestamp() >= deadline;
}
