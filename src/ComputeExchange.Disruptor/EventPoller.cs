namespace ComputeExchange.Disruptor;

// A batch processor is called, and is done with what it was handed. Some consumers cannot be: one that takes from two rings
// in step must look at what has come before it takes it, and give slots back one by one. This one asks instead of being called.

/// <summary>A consumer of a ring that sets its own pace: it asks what has come, and says how far it is done.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>For one thread at a time; <see cref="Sequence"/> may be read by any.</remarks>
public sealed class EventPoller<T>
    where T : struct
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;

    internal EventPoller(RingBuffer<T> ring, SequenceBarrier barrier, string name)
    {
        _ring = ring;
        _barrier = barrier;
        Name = name;
    }

    /// <summary>What figures call this consumer.</summary>
    public string Name { get; }

    /// <summary>How far it is done. Producers never overtake it.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>Whether the ring is halted, so that waiting is over.</summary>
    public bool IsAlerted => _barrier.IsAlerted;

    /// <summary>How many claimed events it is not done with; from 0 to the ring's capacity.</summary>
    public long Lag
    {
        get
        {
            long done = Sequence.Value;
            return Math.Clamp(_ring.LastClaimed - done, 0, _ring.Capacity);
        }
    }

    /// <summary>The last event that may be read now; <see cref="Sequence"/>'s value when there is nothing new.</summary>
    public long HighestAvailable()
    {
        long first = Sequence.Value + 1;
        return _barrier.HighestAvailable(first, first + _ring.Capacity - 1);
    }

    /// <summary>Waits, by the ring's strategy, until an event may be read.</summary>
    /// <param name="sequence">The event, behind what the poller is done with.</param>
    /// <param name="timeoutMillis">Milliseconds to wait at most, or <see cref="Timeout.Infinite"/>.</param>
    public WaitOutcome WaitFor(long sequence, int timeoutMillis) =>
        _barrier.WaitFor(sequence, sequence, timeoutMillis, out _);

    /// <summary>Gives slots back, up to and including one: nothing in them is looked at any more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The event lies before what was given back already.</exception>
    public void Done(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, Sequence.Value);
        Sequence.MoveTo(sequence);
        _ring.Sequencer.WaitStrategy.Signal();
    }
}
