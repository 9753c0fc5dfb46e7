using System.Numerics;

namespace ComputeExchange.Disruptor;

// Producers claim in one order and publish in any. So the number of the last claim says nothing about what may be
// read; that is told by a flag for each slot. A flag is the lap (sequence / capacity) in which its slot was last
// published, so it need not be cleared between laps:
//
//   capacity 4; event 5 is claimed, its producer still writes; 6 and 7 are published
//
//   slot        0     1     2     3
//   event       4     5     6     7
//   flag        1     0     1     1      lap 1 is 4..7; slot 1 still shows lap 0
//
//   consumers may read up to 4.
//
// Claims are made by compare-and-swap once there is room, not by fetch-and-add before: a producer that waits
// owns nothing yet, so when the ring closes it simply goes away, and leaves no hole behind.

/// <summary>A sequencer for any number of producing threads.</summary>
public sealed class MultiProducerSequencer : Sequencer
{
    private const long ClosedBit = long.MinValue;

    private readonly int[] _laps;
    private readonly int _mask;
    private readonly int _lapShift;

    // The next event to be claimed; the sign bit closes the ring. Being in the same word as the claims, it
    // falls between two of them, and the last claim before it is known exactly.
    private PaddedLong _next;
    private PaddedLong _knownFree = new() { Value = Sequence.Initial };

    internal MultiProducerSequencer(int capacity, WaitStrategy waitStrategy)
        : base(capacity, waitStrategy)
    {
        _mask = capacity - 1;
        _lapShift = BitOperations.Log2((uint)capacity);
        _laps = new int[capacity];
        Array.Fill(_laps, -1);
    }

    /// <inheritdoc/>
    public override long LastClaimed => (Volatile.Read(ref _next.Value) & ~ClosedBit) - 1;

    /// <inheritdoc/>
    public override bool IsClosed => Volatile.Read(ref _next.Value) < 0;

    private protected override bool ClaimsHaveEnded => IsClosed;

    /// <inheritdoc/>
    public override void Publish(long first, long last)
    {
        // Each flag releases the writes to its slot, and those before it in the same claim.
        for (long sequence = first; sequence <= last; sequence++)
            Volatile.Write(ref _laps[SlotOf(sequence)], LapOf(sequence));
        WaitStrategy.Signal();
    }

    /// <inheritdoc/>
    public override long HighestPublished(long first, long limit)
    {
        // Stops by itself after a lap at most: the event one lap on cannot be claimed before the first is done with.
        long sequence = first;
        while (sequence <= limit && Volatile.Read(ref _laps[SlotOf(sequence)]) == LapOf(sequence))
            sequence++;
        return sequence - 1;
    }

    private protected override Claim TryClaim(int count, out long last, out long freeAfter)
    {
        while (true)
        {
            long next = Volatile.Read(ref _next.Value);
            if (next < 0)
            {
                last = freeAfter = Sequence.Initial;
                return Claim.Closed;
            }

            last = next + count - 1;
            freeAfter = last - Capacity;

            // Producers share what they know of the consumers. A slower one may put an older state back: that only
            // makes the next one look again. Read acquires and write releases, so what a consumer did before
            // it moved on stays visible through the hands of another producer.
            if (freeAfter > Volatile.Read(ref _knownFree.Value))
            {
                long least = LeastGating();
                Volatile.Write(ref _knownFree.Value, least);
                if (freeAfter > least)
                    return Claim.Full;
            }

            if (Interlocked.CompareExchange(ref _next.Value, next + count, next) == next)
                return Claim.Granted;
        }
    }

    private protected override void RefuseClaims() => Interlocked.Or(ref _next.Value, ClosedBit);

    private int SlotOf(long sequence) => unchecked((int)sequence) & _mask;

    // Only the low 32 bits: a flag is never more than one lap behind, so laps 2^32 apart cannot be mistaken.
    private int LapOf(long sequence) => unchecked((int)(sequence >> _lapShift));
}
