namespace ComputeExchange.Disruptor;

/// <summary>How far one consumer of the ring has come: the number of the last event it is done with.</summary>
/// <remarks>
/// Events count from 0; a sequence starts at <see cref="Initial"/>, before the first. It has one writer and any number
/// of readers, lies on a cache line of its own, and only grows.
/// </remarks>
public sealed class Sequence
{
    /// <summary>The value before any event: -1.</summary>
    public const long Initial = -1;

    private PaddedLong _value = new() { Value = Initial };

    /// <summary>The number of the last event done with, or <see cref="Initial"/>.</summary>
    /// <remarks>
    /// The read acquires: whatever the writer did before it moved the sequence to this value is seen by the
    /// code after this read, on ARM as on x64.
    /// </remarks>
    public long Value => Volatile.Read(ref _value.Value);

    // The write releases: the consumer's last look at its slots, and all that its handler wrote, come before it.
    // A producer that reads the new value may therefore write over those slots.
    internal void MoveTo(long value) => Volatile.Write(ref _value.Value, value);

    /// <summary>The least value among some sequences.</summary>
    /// <param name="sequences">The sequences; may be empty.</param>
    /// <param name="ifNone">What to return when there are none.</param>
    internal static long Minimum(Sequence[] sequences, long ifNone)
    {
        if (sequences.Length == 0)
            return ifNone;

        long minimum = long.MaxValue;
        foreach (Sequence sequence in sequences)
            minimum = Math.Min(minimum, sequence.Value);
        return minimum;
    }
}
