using System.Diagnostics;

namespace ComputeExchange.Disruptor;

// The heart of the ring: who may write which slot when, and who may read it. It knows numbers only, never events.
//
//                    least gating sequence          last claimed
//                            v                           v
//   ... done with, free      |  being read    published  |  free ...
//   -------------------------+---------------------------+-------------->  sequence
//                            <-- never more than Capacity -->
//
// Producers claim only while that span fits into the ring; consumers read only what is published, without gaps.

/// <summary>Hands out slots to producers and tells consumers what is published.</summary>
/// <remarks>
/// All members may be called from any thread, except that a <see cref="SingleProducerSequencer"/> has one producer.
/// A claim that cannot be had leaves no trace: slots are claimed only when they are free, so a producer that is
/// refused, or gives up, never leaves a hole for consumers to wait at.
/// </remarks>
public abstract class Sequencer
{
    private readonly CapacityPoint _capacityPoint;
    private readonly DrainPoint _drainPoint;
    private Sequence[] _gating = [];
    private Exception? _haltReason;
    private bool _isHalted;
    private long _waits;
    private long _waitTicks;
    private long _refusals;

    private protected Sequencer(int capacity, WaitStrategy waitStrategy)
    {
        Capacity = capacity;
        WaitStrategy = waitStrategy;
        _capacityPoint = new CapacityPoint(this);
        _drainPoint = new DrainPoint(this);
        waitStrategy.Register(_capacityPoint);
        waitStrategy.Register(_drainPoint);
    }

    private protected enum Claim
    {
        Granted,
        Full,
        Closed,
    }

    /// <summary>The number of slots, a power of two.</summary>
    public int Capacity { get; }

    /// <summary>The last event claimed by any producer, or <see cref="Sequence.Initial"/>.</summary>
    public abstract long LastClaimed { get; }

    /// <summary>Whether producers are refused: the ring drains, or is halted.</summary>
    public abstract bool IsClosed { get; }

    /// <summary>Whether consumers stop too.</summary>
    public bool IsHalted => Volatile.Read(ref _isHalted);

    /// <summary>Why the ring was halted: the first reason given; null for none.</summary>
    public Exception? HaltReason => Volatile.Read(ref _haltReason);

    /// <summary>Whether the ring is closed and every event ever claimed is done with by all consumers.</summary>
    public bool IsDrained => ClaimsHaveEnded && LeastGating() >= LastClaimed;

    /// <summary>How many slots could be claimed now; between 0 and <see cref="Capacity"/>.</summary>
    public int RemainingCapacity
    {
        get
        {
            // The two ends are read one after the other and may both move, hence the clamp.
            long inUse = LastClaimed - LeastGating();
            return Capacity - (int)Math.Clamp(inUse, 0, Capacity);
        }
    }

    /// <summary>How consumers have held producers up so far.</summary>
    public BackPressure BackPressure => new(
        Volatile.Read(ref _waits),
        Stopwatch.GetElapsedTime(0, Volatile.Read(ref _waitTicks)),
        Volatile.Read(ref _refusals));

    internal WaitStrategy WaitStrategy { get; }

    // True once the ring is closed and no claim that was under way at that moment can still succeed.
    private protected abstract bool ClaimsHaveEnded { get; }

    /// <summary>Claims slots if they are free now.</summary>
    /// <param name="count">How many, in a row: 1 to <see cref="Capacity"/>.</param>
    /// <param name="last">The last of them; the first is <c>last - count + 1</c>. Meaningless when refused.</param>
    /// <returns>False when there is too little room, or the ring is closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public bool TryNext(int count, out long last)
    {
        RequireCount(count);
        Claim claim = TryClaim(count, out last, out _);
        if (claim == Claim.Full)
            Interlocked.Increment(ref _refusals);
        return claim == Claim.Granted;
    }

    /// <summary>Claims slots, waiting for room if need be.</summary>
    /// <param name="count">How many, in a row: 1 to <see cref="Capacity"/>.</param>
    /// <returns>The last of them; the first is <c>last - count + 1</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="RingHaltedException">The ring is closed, or was closed during the wait.</exception>
    public long Next(int count)
    {
        RequireCount(count);
        Claim claim = TryClaim(count, out long last, out long freeAfter);
        if (claim == Claim.Full)
            claim = WaitAndClaim(count, freeAfter, out last);
        return claim == Claim.Granted ? last : throw new RingHaltedException(HaltReason);
    }

    /// <summary>Hands claimed slots, now filled, to the consumers.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them.</param>
    /// <remarks>Only what one has claimed, and only once. What is claimed must be published, or the ring halted.</remarks>
    public abstract void Publish(long first, long last);

    /// <summary>The end of the unbroken row of published events from a given one on.</summary>
    /// <param name="first">The first event asked for; none before it may be unpublished.</param>
    /// <param name="limit">The last event of interest.</param>
    /// <returns>The last event of the row, at most <paramref name="limit"/>; <c>first - 1</c> when there is none.</returns>
    public abstract long HighestPublished(long first, long limit);

    /// <summary>Stops the ring: producers are refused, consumers stop after the batch they are at.</summary>
    /// <param name="reason">Why; null for a shutdown in good order. The first reason given is kept.</param>
    public void Halt(Exception? reason = null)
    {
        if (reason is not null)
            Interlocked.CompareExchange(ref _haltReason, reason, null);
        // After the reason and by a release, so that whoever sees the halt sees its reason too.
        Volatile.Write(ref _isHalted, true);
        RefuseClaims();
        WaitStrategy.Alert();
    }

    /// <summary>Refuses producers from now on; consumers go on. Waiting producers get their refusal.</summary>
    public void Close()
    {
        RefuseClaims();
        WaitStrategy.Alert();
    }

    /// <summary>Closes the ring, and halts it if all events are done with: a step for a loop.</summary>
    /// <returns>Whether the ring is now drained and halted.</returns>
    public bool TryHaltWhenDrained()
    {
        if (!IsClosed)
            Close();
        if (!IsDrained)
            return false;
        Halt();
        return true;
    }

    /// <summary>Closes the ring, waits until the consumers are done with all events, and halts it.</summary>
    /// <param name="timeoutMillis">Milliseconds to wait at most, or <see cref="Timeout.Infinite"/>.</param>
    /// <returns>
    /// False when the time was over first (the ring is closed then, not halted), or a failure halted the ring.
    /// </returns>
    public bool HaltWhenDrained(int timeoutMillis = Timeout.Infinite)
    {
        Close();
        if (WaitStrategy.WaitFor(_drainPoint, 0, timeoutMillis) == WaitOutcome.TimedOut)
            return false;
        return TryHaltWhenDrained() && HaltReason is null;
    }

    internal void SetGating(Sequence[] gating) => Volatile.Write(ref _gating, gating);

    // Without a consumer nothing is ever done with: the ring fills up and stays full.
    private protected long LeastGating() => Sequence.Minimum(Volatile.Read(ref _gating), ifNone: Sequence.Initial);

    /// <summary>Tries once, without counting.</summary>
    /// <param name="count">How many slots, checked.</param>
    /// <param name="last">When granted, the last of them.</param>
    /// <param name="freeAfter">When full, the event that consumers must be done with before a new try makes sense.</param>
    private protected abstract Claim TryClaim(int count, out long last, out long freeAfter);

    private protected abstract void RefuseClaims();

    private Claim WaitAndClaim(int count, long freeAfter, out long last)
    {
        Interlocked.Increment(ref _waits);
        long start = Stopwatch.GetTimestamp();
        Claim claim;
        do
        {
            WaitStrategy.WaitFor(_capacityPoint, freeAfter, Timeout.Infinite);
            claim = TryClaim(count, out last, out freeAfter);
        }
        while (claim == Claim.Full);
        Interlocked.Add(ref _waitTicks, Stopwatch.GetTimestamp() - start);
        return claim;
    }

    private void RequireCount(int count)
    {
        if (count < 1 || count > Capacity)
            ThrowCount(count);
    }

    private void ThrowCount(int count) => throw new ArgumentOutOfRangeException(
        nameof(count), count, $"A claim takes from 1 to {Capacity} slots of this ring.");

    private sealed class CapacityPoint(Sequencer sequencer) : WaitPoint
    {
        internal override bool IsAlerted => sequencer.IsClosed;

        internal override bool HasReached(long sequence) => sequencer.LeastGating() >= sequence;
    }

    private sealed class DrainPoint(Sequencer sequencer) : WaitPoint
    {
        internal override bool IsAlerted => sequencer.IsHalted;

        internal override bool HasReached(long sequence) => sequencer.IsDrained;
    }
}
