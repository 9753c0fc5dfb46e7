namespace ComputeExchange.Disruptor;

/// <summary>What one consumer may read: events that are published and that all consumers before it are done with.</summary>
/// <remarks>May be asked from any thread; belongs to one consumer, which alone waits at it.</remarks>
public sealed class SequenceBarrier
{
    private readonly Sequencer _sequencer;
    private readonly Sequence[] _dependsOn;
    private readonly Point _point;

    internal SequenceBarrier(Sequencer sequencer, Sequence[] dependsOn)
    {
        _sequencer = sequencer;
        _dependsOn = dependsOn;
        _point = new Point(this);
        sequencer.WaitStrategy.Register(_point);
    }

    /// <summary>Whether the ring is halted, so that waiting here is over.</summary>
    public bool IsAlerted => _sequencer.IsHalted;

    /// <summary>The end of the unbroken row of readable events from a given one on.</summary>
    /// <param name="first">The first event asked for; the consumer is done with all before it.</param>
    /// <param name="limit">The last event of interest.</param>
    /// <returns>The last readable one, at most <paramref name="limit"/>; <c>first - 1</c> when there is none.</returns>
    public long HighestAvailable(long first, long limit)
    {
        // What those before are done with is published: with dependencies, only they need be asked.
        return _dependsOn.Length == 0
            ? _sequencer.HighestPublished(first, limit)
            : Math.Min(limit, Sequence.Minimum(_dependsOn, ifNone: limit));
    }

    /// <summary>Waits for an event.</summary>
    /// <param name="first">The event to wait for.</param>
    /// <param name="limit">The last event of interest.</param>
    /// <param name="timeoutMillis">Milliseconds to wait at most, or <see cref="Timeout.Infinite"/>.</param>
    /// <param name="last">When reached, the last readable event, from first to limit.</param>
    /// <returns>How the wait ended. A halted ring alerts even if there is more to read.</returns>
    public WaitOutcome WaitFor(long first, long limit, int timeoutMillis, out long last)
    {
        last = HighestAvailable(first, limit);
        if (IsAlerted)
            return WaitOutcome.Alerted;
        if (last >= first)
            return WaitOutcome.Reached;

        WaitOutcome outcome = _sequencer.WaitStrategy.WaitFor(_point, first, timeoutMillis);
        if (outcome == WaitOutcome.Reached)
            last = HighestAvailable(first, limit);
        return outcome;
    }

    private sealed class Point(SequenceBarrier barrier) : WaitPoint
    {
        internal override bool IsAlerted => barrier.IsAlerted;

        internal override bool HasReached(long sequence) => barrier.HighestAvailable(sequence, sequence) >= sequence;
    }
}
