using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ComputeExchange.Disruptor;

// A queue between threads whose cells are reused for ever, after Thompson, Farley, Barker, Gee and Stewart,
// "Disruptor: High performance alternative to bounded queues" (2011). Events are value types that lie one after the
// other in one array; producers write them in place, every consumer reads them in place, and nobody locks.

/// <summary>A ring of preallocated events between producing and consuming threads.</summary>
/// <typeparam name="T">The event: a value type, as large as need be, since it is never copied.</typeparam>
/// <remarks>
/// First the consumers are added, then events flow. A producer claims slots (<see cref="TryNext"/>,
/// <see cref="Next"/>), fills them by reference and publishes them. Nothing is allocated after construction. The ring
/// makes no threads: consumers run on those that call <see cref="BatchEventProcessor{T}.Run"/> or
/// <see cref="BatchEventProcessor{T}.TryProcess"/>.
/// </remarks>
public sealed class RingBuffer<T>
    where T : struct
{
    private readonly T[] _slots;
    private readonly int _mask;
    private readonly Sequencer _sequencer;
    private readonly List<BatchEventProcessor<T>> _consumers = [];
    private Sequence[] _gating = [];

    /// <summary>Makes a ring and all its slots.</summary>
    /// <param name="options">Capacity, producers, wait strategy.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public RingBuffer(RingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _mask = options.Capacity - 1;
        _slots = new T[options.Capacity];
        // Fresh memory costs a page fault at its first touch: better here than at the first lap's events.
        Array.Clear(_slots);

        var waitStrategy = WaitStrategy.Create(options.WaitStrategy);
        _sequencer = options.Producers == ProducerKind.Single
            ? new SingleProducerSequencer(options.Capacity, waitStrategy)
            : new MultiProducerSequencer(options.Capacity, waitStrategy);
    }

    /// <summary>The number of slots, a power of two.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Who may write and read what: the figures and the state of the ring.</summary>
    public Sequencer Sequencer => _sequencer;

    /// <summary>The consumers, in the order in which they were added.</summary>
    public IReadOnlyList<BatchEventProcessor<T>> Consumers => _consumers;

    /// <summary>The last event claimed by any producer, or <see cref="Sequence.Initial"/>.</summary>
    public long LastClaimed => _sequencer.LastClaimed;

    /// <summary>How many slots could be claimed now.</summary>
    public int RemainingCapacity => _sequencer.RemainingCapacity;

    /// <summary>How consumers have held producers up so far.</summary>
    public BackPressure BackPressure => _sequencer.BackPressure;

    /// <summary>Whether producers are refused: the ring drains, or is halted.</summary>
    public bool IsClosed => _sequencer.IsClosed;

    /// <summary>Whether the ring is halted.</summary>
    public bool IsHalted => _sequencer.IsHalted;

    /// <summary>Why the ring was halted; null if it was not, or was shut down in good order.</summary>
    public Exception? HaltReason => _sequencer.HaltReason;

    /// <summary>The event with a number, in its slot.</summary>
    /// <param name="sequence">The number: one that the caller has claimed, or was handed in a batch.</param>
    /// <remarks>Any other number gives some other event's slot, which another thread may be writing.</remarks>
    // The mask keeps the index within the array whatever the number, so there is no bound left to check.
    public ref T this[long sequence] =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), unchecked((int)sequence) & _mask);

    /// <summary>Adds a consumer. Not thread-safe; all consumers come before the first claim.</summary>
    /// <param name="options">Its name, batch limit and idle time.</param>
    /// <param name="handler">What it does with the events.</param>
    /// <param name="after">Consumers of this ring that must be done with an event before this one gets it.</param>
    /// <returns>The consumer, to be run by the caller. Producers never overtake it.</returns>
    /// <exception cref="InvalidOperationException">Events have been claimed already.</exception>
    /// <exception cref="ArgumentException">An option is wrong, or a consumer to come after is of another ring.</exception>
    public BatchEventProcessor<T> AddConsumer(
        ConsumerOptions options, IEventHandler<T> handler, params BatchEventProcessor<T>[] after)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        Sequence[] dependsOn = SequencesOf(after);
        var added = new BatchEventProcessor<T>(this, new SequenceBarrier(_sequencer, dependsOn), handler, options);
        _consumers.Add(added);
        Gate(added.Sequence, dependsOn);
        return added;
    }

    /// <summary>Adds a consumer that asks for events at its own pace. Not thread-safe; before the first claim.</summary>
    /// <param name="name">What figures call it.</param>
    /// <param name="after">Consumers of this ring that must be done with an event before this one gets it.</param>
    /// <exception cref="InvalidOperationException">Events have been claimed already.</exception>
    /// <exception cref="ArgumentException">The name is empty, or a consumer to come after is of another ring.</exception>
    public EventPoller<T> AddPoller(string name, params BatchEventProcessor<T>[] after)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Sequence[] dependsOn = SequencesOf(after);
        var added = new EventPoller<T>(this, new SequenceBarrier(_sequencer, dependsOn), name);
        Gate(added.Sequence, dependsOn);
        return added;
    }

    /// <summary>Adds a consumer with the options' defaults.</summary>
    /// <inheritdoc cref="AddConsumer(ConsumerOptions, IEventHandler{T}, BatchEventProcessor{T}[])"/>
    /// <param name="name">Its name.</param>
    /// <param name="handler">What it does with the events.</param>
    /// <param name="after">Consumers of this ring that must be done with an event before this one gets it.</param>
    public BatchEventProcessor<T> AddConsumer(
        string name, IEventHandler<T> handler, params BatchEventProcessor<T>[] after) =>
        AddConsumer(new ConsumerOptions(name), handler, after);

    /// <inheritdoc cref="Sequencer.TryNext"/>
    public bool TryNext(int count, out long last) => _sequencer.TryNext(count, out last);

    /// <inheritdoc cref="Sequencer.Next"/>
    public long Next(int count = 1) => _sequencer.Next(count);

    /// <summary>Hands one claimed slot, now filled, to the consumers.</summary>
    /// <param name="sequence">Its number.</param>
    public void Publish(long sequence) => _sequencer.Publish(sequence, sequence);

    /// <inheritdoc cref="Sequencer.Publish"/>
    public void Publish(long first, long last) => _sequencer.Publish(first, last);

    /// <inheritdoc cref="Sequencer.Halt"/>
    public void Halt(Exception? reason = null) => _sequencer.Halt(reason);

    /// <inheritdoc cref="Sequencer.Close"/>
    public void Close() => _sequencer.Close();

    /// <inheritdoc cref="Sequencer.HaltWhenDrained"/>
    public bool HaltWhenDrained(int timeoutMillis = Timeout.Infinite) => _sequencer.HaltWhenDrained(timeoutMillis);

    /// <inheritdoc cref="Sequencer.TryHaltWhenDrained"/>
    public bool TryHaltWhenDrained() => _sequencer.TryHaltWhenDrained();

    private Sequence[] SequencesOf(BatchEventProcessor<T>[] after)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (LastClaimed != Sequence.Initial)
            throw new InvalidOperationException("Consumers are added before the first event is claimed.");
        if (after.Any(consumer => !_consumers.Contains(consumer)))
            throw new ArgumentException("A consumer can only come after consumers of the same ring.", nameof(after));
        return [.. after.Select(consumer => consumer.Sequence)];
    }

    // Whoever another one waits for is never the last: the producers need to watch the ends of the chains only.
    private void Gate(Sequence added, Sequence[] dependsOn)
    {
        _gating = [.. _gating.Except(dependsOn), added];
        _sequencer.SetGating(_gating);
    }
}
