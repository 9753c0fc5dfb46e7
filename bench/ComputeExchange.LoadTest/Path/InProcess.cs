using System.Diagnostics;
using ComputeExchange.Engine;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Orders into the engine's ring without a socket: how long until durable, and how many a second.</summary>
internal sealed class InProcess : IDisposable
{
    private readonly Acknowledgements _told = new();
    private readonly ThreadedEngine _engine;
    private readonly Submitter _submitter;

    public InProcess(string directory)
    {
        _engine = ThreadedEngine.Open(new FileStorage(directory), new EngineOptions { SnapshotEvery = 0 });
        _engine.Listen(_told);
        _engine.Start();
        _submitter = new Submitter(_engine);
        foreach (Command definition in PathMarket.Definitions())
            _submitter.Send(definition);
        _submitter.Send(Command.Of(default, new OpenSession
        {
            Participant = new ParticipantId(1),
            Name = Code.Parse(PathMarket.Maker),
        }));
    }

    /// <summary>Who is told of durable reports: two an order.</summary>
    public Acknowledgements Acknowledged => _told;

    /// <summary>Orders sent so far.</summary>
    public long Sent => _submitter.Orders;

    /// <summary>Median nanoseconds from an order to its durable report, one in flight.</summary>
    public double OneInFlight(int times)
    {
        _told.Wakes = true;
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            Send();
            _told.Await();
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
            _told.Await();
        }
        _told.Wakes = false;
        return Bounds.Percentile(nanos, 50);
    }

    /// <summary>Durable orders a second with the ring kept full; each has two reports.</summary>
    public double Saturated(int orders)
    {
        long before = _told.Count;
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < orders; i++)
            Send();
        while (_told.Count < before + 2L * orders)
            Thread.Sleep(1);
        return orders / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _engine.Stop();
        _engine.Dispose();
    }

    /// <summary>Sends the next order, as soon as the ring takes it.</summary>
    public void Send() => _submitter.Send(PathMarket.Order(_submitter.Orders + 1));
}
