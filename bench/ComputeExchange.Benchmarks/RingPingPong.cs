using BenchmarkDotNet.Attributes;
using ComputeExchange.Disruptor;

namespace ComputeExchange.Benchmarks;

/// <summary>One event there over one ring and back over another, then the next: twice the latency of a hop.</summary>
/// <remarks>Each hop wakes a waiting thread, so this is what a wait strategy costs, or saves, in an idle market.</remarks>
[MemoryDiagnoser]
public class RingPingPong
{
    private const int Rounds = 1 << 13;

    private RingBuffer<long> _there = null!;
    private RingBuffer<long> _back = null!;
    private Server _server = null!;
    private Thread[] _threads = [];

    [Params(WaitStrategyKind.Blocking, WaitStrategyKind.Yielding, WaitStrategyKind.BusySpin)]
    public WaitStrategyKind Wait { get; set; }

    [GlobalSetup]
    public void Start()
    {
        var options = new RingOptions { Capacity = 64, Producers = ProducerKind.Single, WaitStrategy = Wait };
        _there = new RingBuffer<long>(options);
        _back = new RingBuffer<long>(options);
        _server = new Server(_there);
        BatchEventProcessor<long> echo = _there.AddConsumer("echo", new Echo(_back));
        BatchEventProcessor<long> home = _back.AddConsumer("home", _server);
        _threads = [new Thread(echo.Run) { IsBackground = true }, new Thread(home.Run) { IsBackground = true }];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    [GlobalCleanup]
    public void Stop()
    {
        _there.HaltWhenDrained();
        _back.HaltWhenDrained();
        foreach (Thread thread in _threads)
            thread.Join();
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public void RoundTrip() => _server.Play(Rounds);

    private static void Send(RingBuffer<long> ring, long value)
    {
        long sequence = ring.Next();
        ring[sequence] = value;
        ring.Publish(sequence);
    }

    private sealed class Echo(RingBuffer<long> back) : IEventHandler<long>
    {
        public void OnBatch(RingBuffer<long> ring, long first, long last)
        {
            for (long sequence = first; sequence <= last; sequence++)
                Send(back, ring[sequence]);
        }
    }

    // Serves each ball that comes back again, on the consumer's own thread, until the game is over.
    private sealed class Server(RingBuffer<long> there) : IEventHandler<long>
    {
        private readonly SemaphoreSlim _over = new(0);

        public void Play(long rounds)
        {
            Send(there, rounds);
            _over.Wait();
        }

        public void OnBatch(RingBuffer<long> ring, long first, long last)
        {
            for (long sequence = first; sequence <= last; sequence++)
            {
                long left = ring[sequence] - 1;
                if (left == 0)
                    _over.Release();
                else
                    Send(there, left);
            }
        }
    }
}
