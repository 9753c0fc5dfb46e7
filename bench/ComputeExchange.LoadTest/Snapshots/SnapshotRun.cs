using System.Diagnostics;
using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.LoadTest.Pauses;
using ComputeExchange.Measurement;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Snapshots;

/// <summary>The `snapshot` command: an engine with a million open orders takes snapshots under load, and starts from one.</summary>
/// <remarks>The matching thread takes no part in a snapshot. What it shares with the thread that does are the collector, whose
/// pauses stop both, and the processors; so the pauses are told, and the latencies beside those of a stretch without a snapshot.
/// </remarks>
internal sealed class SnapshotRun : IDisposable
{
    private const int OrdersUnderWay = 1 << 20;
    private const int ReportsOfOrder = 2;
    private const int QuietMillis = 3_000;
    private const int Snapshots = 3;

    private readonly ThreadedEngine _engine;
    private readonly Acknowledgements _told = new();
    private readonly MachineClock _clock = new(yieldsThroughShortWaits: false);
    private readonly long[] _due = new long[OrdersUnderWay];
    private readonly Submitter _submitter;
    private LatencyHistogram _latency = new();

    private SnapshotRun(string directory)
    {
        _engine = ThreadedEngine.Open(new FileStorage(directory), Options);
        _submitter = new Submitter(_engine);
        _engine.Listen(_told);
        _told.Told = report =>
        {
            if (report % ReportsOfOrder == 1)
                _latency.Record(_clock.Nanos - _due[(report - 1) / ReportsOfOrder & OrdersUnderWay - 1]);
        };
        _engine.Start();
    }

    private static EngineOptions Options => new() { SnapshotEvery = 0 };

    /// <summary>Runs it.</summary>
    public static int Run(Arguments arguments)
    {
        string parent = arguments.Text("--directory") ?? System.IO.Path.GetTempPath();
        string directory = System.IO.Path.Combine(parent, $"compute-exchange-snapshot-{Environment.ProcessId}");
        if (arguments.Text("--start-from") is { } existing)
        {
            ThreadedEngine? started = null;
            Console.WriteLine(Timed(() => started = ThreadedEngine.Open(new FileStorage(existing), Options)));
            started!.Dispose();
            return 0;
        }
        if (arguments.Text("--restore-from") is { } snapshots)
        {
            Console.WriteLine(Timed(() => Restore(snapshots)));
            return 0;
        }

        try
        {
            Machine.Of(directory).Print();
            int orders = arguments.Number("--orders", 1_000_000);
            using (SnapshotRun run = new(directory))
                run.Take(orders, arguments.Number("--rate", 5_000));
            StartAgain(directory, arguments.Number("--rounds", 5));
            return 0;
        }
        finally
        {
            if (!arguments.Has("--keep"))
                Directory.Delete(directory, recursive: true);
        }
    }

    public void Dispose()
    {
        _engine.Stop();
        _engine.Dispose();
    }

    private void Take(int orders, int perSecond)
    {
        Progress.Tell($"{orders:N0} orders come to rest");
        foreach (Command definition in RestingOrders.Definitions())
            _submitter.Send(definition);
        for (int i = 0; i < orders; i++)
            _submitter.Send(Command.Of(default, RestingOrders.Resting(i)));
        while (_engine.Figures.PublisherLag > 0)
            Thread.Sleep(1);
        GC.Collect();
        Console.WriteLine(FormattableString.Invariant(
            $"\n{orders:N0} open orders; {perSecond:N0} orders a second pass beside them\n"));
        Console.WriteLine(
            "| | took ms | collections (0, 1, 2) | longest pause ms | all pauses ms | due to durable report | the machine's hiccups |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | --- | --- |");
        Under("no snapshot", perSecond, () => Thread.Sleep(QuietMillis));
        for (int i = 1; i <= Snapshots; i++)
            Under(i == 1 ? "the first: all is replayed" : "one more: the state was kept", perSecond, TakeOne);
    }

    private void TakeOne()
    {
        long before = _engine.Figures.SnapshotSequence;
        _engine.RequestSnapshot();
        while (_engine.Figures.SnapshotSequence == before)
            Thread.Sleep(1);
    }

    /// <summary>Something is done while orders arrive as independent senders send them.</summary>
    private void Under(string name, int perSecond, Action work)
    {
        _latency = new LatencyHistogram();
        TimeSpan took = default;
        HiccupProcess machine = new();
        PauseWatch watch = new();
        using (machine)
        using (watch)
        {
            Thread worker = new(() =>
            {
                long started = Stopwatch.GetTimestamp();
                work();
                took = Stopwatch.GetElapsedTime(started);
            });
            worker.Start();
            while (worker.IsAlive)
                OpenLoop.Send(
                    ArrivalSchedule.Poisson(perSecond, seed: 1), Math.Max(1, perSecond / 10), _clock, (_, due) => Send(due));
            worker.Join();
            while (_told.Count < _submitter.Orders * ReportsOfOrder)
                Thread.Sleep(1);
        }

        double longest = watch.Pauses.Count == 0 ? 0 : watch.Pauses.Max(pause => pause.Length.TotalMilliseconds);
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {took.TotalMilliseconds:N0} | {watch.CollectionsByGeneration} | {longest:F1} | ")
            + FormattableString.Invariant($"{watch.Total.TotalMilliseconds:F1} | ")
            + $"{Latencies.Tell(_latency)} | {machine.Summary} |");
    }

    /// <summary>Each is done by a process of its own, as every start is: nothing is compiled yet, and memory is new.</summary>
    private static void StartAgain(string directory, int rounds)
    {
        Console.WriteLine("\n| | wall clock ms | processor ms, all threads | processor ms, the starting thread |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (int round = 1; round <= rounds; round++)
        {
            Console.WriteLine($"| {round}: the snapshot checked and restored | {Launches.Run("snapshot", "--restore-from", directory)} |");
            Console.WriteLine($"| {round}: the whole start | {Launches.Run("snapshot", "--start-from", directory)} |");
        }
    }

    /// <summary>Checks every byte of the newest snapshot and makes an exchange of it.</summary>
    private static void Restore(string directory)
    {
        using Snapshot snapshot = new SnapshotStore(new FileStorage(directory)).OpenNewest().Snapshot!;
        Exchange restored = Exchange.Load(snapshot.Content);
        Progress.Tell($"{restored.OpenOrderCount:N0} open orders");
    }

    private static string Timed(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        long thread = ThreadClock.Nanos;
        TimeSpan process = Environment.CpuUsage.TotalTime;
        work();
        double wall = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        double all = (Environment.CpuUsage.TotalTime - process).TotalMilliseconds;
        return FormattableString.Invariant($"{wall:N0} | {all:N0} | {(ThreadClock.Nanos - thread) / 1e6:N0}");
    }

    private void Send(long due)
    {
        _due[_submitter.Orders & OrdersUnderWay - 1] = due;
        _submitter.Send(RestingOrders.Passing(_submitter.Orders + 1));
    }
}
