namespace ComputeExchange.Disruptor.Tests;

// The event of these tests, with room for every stage to leave its mark in the slot itself.
internal struct TestEvent
{
    public int Producer;
    public long Number;
    public long JournalMark;
    public long MatchingMark;
    public long PublisherMark;
}

internal delegate void BatchAction(RingBuffer<TestEvent> ring, long first, long last);

internal sealed class Handler(BatchAction onBatch, Action? onIdle = null) : IEventHandler<TestEvent>
{
    public static Handler Nothing { get; } = new((_, _, _) => { });

    public void OnBatch(RingBuffer<TestEvent> ring, long first, long last) => onBatch(ring, first, last);

    public void OnIdle() => onIdle?.Invoke();
}

internal static class Rings
{
    public static RingBuffer<TestEvent> Make(
        int capacity,
        ProducerKind producers = ProducerKind.Multi,
        WaitStrategyKind waitStrategy = WaitStrategyKind.Blocking) =>
        new(new RingOptions { Capacity = capacity, Producers = producers, WaitStrategy = waitStrategy });

    public static void PublishNumbers(this RingBuffer<TestEvent> ring, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence].Number = sequence;
            ring.Publish(sequence);
        }
    }
}

// Threads that must come to an end: one that hangs, or throws, fails the test. The limit is for hangs alone.
internal sealed class Threads
{
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(60);

    private readonly List<Thread> _threads = [];
    private readonly List<Exception> _failures = [];

    public Thread Start(Action body)
    {
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception failure)
            {
                lock (_failures)
                    _failures.Add(failure);
            }
        })
        { IsBackground = true };
        _threads.Add(thread);
        thread.Start();
        return thread;
    }

    public void StartAll(RingBuffer<TestEvent> ring)
    {
        foreach (BatchEventProcessor<TestEvent> consumer in ring.Consumers)
            Start(consumer.Run);
    }

    public void Join()
    {
        foreach (Thread thread in _threads)
            Assert.True(thread.Join(HangLimit), "A thread hangs.");
        lock (_failures)
        {
            if (_failures.Count > 0)
                throw new AggregateException(_failures);
        }
    }

    public static void Join(Thread thread) => Assert.True(thread.Join(HangLimit), "A thread hangs.");

    public static void Until(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, HangLimit), "What is waited for never comes.");
}
