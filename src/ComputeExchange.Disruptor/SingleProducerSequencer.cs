namespace ComputeExchange.Disruptor;

/// <summary>A sequencer for one producing thread: claiming is arithmetic, publishing one ordered write.</summary>
/// <remarks>The producer may change from thread to thread only with a hand-over that synchronises the two.</remarks>
public sealed class SingleProducerSequencer : Sequencer
{
    // The producer writes the first two; consumers read the first with every look, hence a line for each.
    private PaddedLong _published = new() { Value = Sequence.Initial };
    private PaddedLong _claimed = new() { Value = Sequence.Initial };
    private long _knownFree = Sequence.Initial;
    private bool _isClosed;
    private bool _claimsHaveEnded;

    internal SingleProducerSequencer(int capacity, WaitStrategy waitStrategy)
        : base(capacity, waitStrategy)
    {
    }

    /// <inheritdoc/>
    public override long LastClaimed => Volatile.Read(ref _claimed.Value);

    /// <inheritdoc/>
    public override bool IsClosed => Volatile.Read(ref _isClosed);

    private protected override bool ClaimsHaveEnded => Volatile.Read(ref _claimsHaveEnded);

    /// <inheritdoc/>
    public override void Publish(long first, long last)
    {
        // Releases the writes to the slots: whoever reads this number sees what is in them.
        Volatile.Write(ref _published.Value, last);
        WaitStrategy.Signal();
    }

    /// <inheritdoc/>
    public override long HighestPublished(long first, long limit) =>
        Math.Min(limit, Volatile.Read(ref _published.Value));

    private protected override Claim TryClaim(int count, out long last, out long freeAfter)
    {
        long claimed = _claimed.Value;
        last = claimed + count;
        freeAfter = last - Capacity;
        if (IsClosed)
            return Claim.Closed;

        // The consumers' sequences are read only when the last known state of them is not enough. The read
        // acquires, so the new event is not written into a slot before its last reader has left.
        if (freeAfter > _knownFree)
        {
            _knownFree = LeastGating();
            if (freeAfter > _knownFree)
                return Claim.Full;
        }

        Volatile.Write(ref _claimed.Value, last);

        // Closing must not miss a claim that is just being made. Either this thread sees the closing here and takes
        // its claim back, or the closing thread sees the claim. That would need a full fence between the write above
        // and this read; the closing thread pays for both sides instead (see RefuseClaims).
        if (!IsClosed)
            return Claim.Granted;

        Volatile.Write(ref _claimed.Value, claimed);
        WaitStrategy.Signal();
        return Claim.Closed;
    }

    private protected override void RefuseClaims()
    {
        Volatile.Write(ref _isClosed, true);
        // A full fence in every thread of the process: whichever claim was written before it is visible now,
        // and whichever comes after it finds the ring closed. Slow, and paid once in the life of a ring.
        Interlocked.MemoryBarrierProcessWide();
        Volatile.Write(ref _claimsHaveEnded, true);
    }
}
