namespace ComputeExchange.Disruptor;

/// <summary>One consumer of a ring: hands its handler all events that are there, as batches, in order.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>
/// Two ways to drive it, with the same outcome: <see cref="Run"/> takes over a thread and waits by the ring's strategy;
/// <see cref="TryProcess"/> is one step that never waits and reads no clock, for a loop or a simulation that
/// runs many consumers on one thread. One thread at a time, whichever way.
/// </remarks>
public sealed class BatchEventProcessor<T>
    where T : struct
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;
    private readonly IEventHandler<T> _handler;
    private readonly int _batchMax;
    private readonly int _idleAfterMillis;
    private Exception? _failure;
    private int _isRunning;

    internal BatchEventProcessor(
        RingBuffer<T> ring, SequenceBarrier barrier, IEventHandler<T> handler, ConsumerOptions options)
    {
        _ring = ring;
        _barrier = barrier;
        _handler = handler;
        _batchMax = Math.Min(options.BatchMax, ring.Capacity);
        _idleAfterMillis = options.IdleAfterMillis;
        Name = options.Name;
    }

    /// <summary>What failures and figures call this consumer.</summary>
    public string Name { get; }

    /// <summary>How far it has come. Any thread may read it.</summary>
    public Sequence Sequence { get; } = new();

    /// <summary>How many claimed events it is not done with; from 0 to the ring's capacity.</summary>
    // The consumer is read first: it may move on meanwhile, and then it counts as further behind than it is.
    public long Lag
    {
        get
        {
            long done = Sequence.Value;
            return Math.Clamp(_ring.LastClaimed - done, 0, _ring.Capacity);
        }
    }

    /// <summary>What its handler threw; null if nothing. Kept even when another failure halted the ring first.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Whether a thread is inside <see cref="Run"/>.</summary>
    public bool IsRunning => Volatile.Read(ref _isRunning) != 0;

    /// <summary>Consumes on the caller's thread until the ring is halted, by others or by a failure of the handler.</summary>
    /// <remarks>
    /// A failure is not thrown to the caller: it is <see cref="Failure"/>, and the ring's halt reason.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another thread runs it already.</exception>
    public void Run()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
            throw new InvalidOperationException($"Consumer {Name} is running already.");
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Takes one batch, if there is one.</summary>
    /// <returns>Whether a batch was done; false too when the ring is halted, or is halted now by a failure.</returns>
    /// <exception cref="InvalidOperationException">A thread is inside <see cref="Run"/>.</exception>
    public bool TryProcess()
    {
        RequireNotRunning();
        long first = Sequence.Value + 1;
        long last = _barrier.HighestAvailable(first, first + _batchMax - 1);
        return last >= first && !_barrier.IsAlerted && Process(first, last);
    }

    /// <summary>Gives the handler its idle call, as <see cref="Run"/> does when no event comes: a step for a loop.</summary>
    /// <returns>False when the ring is halted, or is halted now by a failure.</returns>
    /// <exception cref="InvalidOperationException">A thread is inside <see cref="Run"/>.</exception>
    public bool TryIdle()
    {
        RequireNotRunning();
        return !_barrier.IsAlerted && Idle();
    }

    private bool Step()
    {
        long first = Sequence.Value + 1;
        return _barrier.WaitFor(first, first + _batchMax - 1, _idleAfterMillis, out long last) switch
        {
            WaitOutcome.Reached => Process(first, last),
            WaitOutcome.TimedOut => Idle(),
            _ => false,
        };
    }

    private bool Process(long first, long last)
    {
        try
        {
            _handler.OnBatch(_ring, first, last);
            Sequence.MoveTo(last);
            _handler.OnDone(_ring, first, last);
            _ring.Sequencer.WaitStrategy.Signal();
            _handler.OnTold();
        }
        catch (RingHaltedException shutdown) when (shutdown.InnerException is null)
        {
            // The ring that it hands on to was shut down in good order, in the middle of a batch: that is nobody's failure.
            _ring.Halt();
            return false;
        }
        catch (Exception failure)
        {
            return Fail(first, last, failure);
        }

        return true;
    }

    private bool Idle()
    {
        try
        {
            _handler.OnIdle();
            return true;
        }
        catch (Exception failure)
        {
            long next = Sequence.Value + 1;
            return Fail(next, next - 1, failure);
        }
    }

    // The sequence stays where it was: nothing of the failed batch is given to those who come after, or overwritten.
    private bool Fail(long first, long last, Exception failure)
    {
        Volatile.Write(ref _failure, failure);
        _ring.Halt(new HandlerFailedException(Name, first, last, failure));
        return false;
    }

    private void RequireNotRunning()
    {
        if (IsRunning)
            throw new InvalidOperationException($"Consumer {Name} is run by a thread of its own.");
    }
}
