using ComputeExchange.LoadTest.Path;
using ComputeExchange.Measurement;

namespace ComputeExchange.LoadTest.Pauses;

/// <summary>The `pauses` command: the engine in process at half of what it can take, orders arriving as independent senders send
/// them; no pause of the collector may be longer than a millisecond.</summary>
internal sealed class HalfLoad : IDisposable
{
    private const int DefaultSeconds = 60;
    private const int WarmOrders = 100_000;
    private const int WarmRuns = 3;
    private const int OrdersUnderWay = 1 << 20;
    private const int ReportsOfOrder = 2;
    private const double MillisMost = 1;
    private const double NanosPerMilli = 1e6;

    private readonly InProcess _inProcess;
    private readonly MachineClock _clock = new(yieldsThroughShortWaits: false);
    private readonly long[] _due = new long[OrdersUnderWay];
    private readonly LatencyHistogram _latency = new(), _late = new();
    private long _firstOrder = long.MaxValue;

    private HalfLoad(string directory)
    {
        _inProcess = new InProcess(directory);
        _inProcess.Acknowledged.Told = OnReport;
    }

    /// <summary>Runs it; the exit code is 1 when a pause was too long.</summary>
    public static int Run(Arguments arguments)
    {
        string parent = arguments.Text("--directory") ?? System.IO.Path.GetTempPath();
        string directory = System.IO.Path.Combine(parent, $"compute-exchange-pauses-{Environment.ProcessId}");
        try
        {
            using HalfLoad run = new(directory);
            Machine.Of(directory).Print();
            return run.Measure(
                arguments.Number("--seconds", DefaultSeconds), arguments.Text("--rate") is null ? 0 : arguments.Number("--rate", 1));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public void Dispose() => _inProcess.Dispose();

    private int Measure(int seconds, int rate)
    {
        double most = 0;
        for (int i = 0; i < WarmRuns; i++)
        {
            Progress.Tell($"what it can take, run {i + 1} of {WarmRuns}");
            most = Math.Max(most, _inProcess.Saturated(WarmOrders));
        }
        double perSecond = rate > 0 ? rate : most / 2;
        Console.WriteLine(FormattableString.Invariant(
            $"\n{most:N0} durable orders a second at most; {perSecond:N0} a second for {seconds} s, from a seed"));
        GC.Collect();
        HiccupProcess machine = new();
        PauseWatch watch = new();
        using (machine)
        using (watch)
            Send(perSecond, seconds);
        return Report(watch, machine);
    }

    private void Send(double perSecond, int seconds)
    {
        _firstOrder = _inProcess.Sent;
        int messages = (int)(perSecond * seconds);
        int tenth = Math.Max(1, messages / 10);
        OpenLoop.Send(ArrivalSchedule.Poisson(perSecond, seed: 1), messages, _clock, (message, due) =>
        {
            _due[_inProcess.Sent & OrdersUnderWay - 1] = due;
            _late.Record(_clock.Nanos - due);
            _inProcess.Send();
            if (message % tenth == 0)
                Progress.Tell($"{message / tenth * 10} % sent");
        });
        while (_inProcess.Acknowledged.Count < _inProcess.Sent * ReportsOfOrder)
            Thread.Sleep(1);
    }

    /// <summary>The first report of an order is its acknowledgement.</summary>
    private void OnReport(long reportNumber)
    {
        long order = (reportNumber - 1) / ReportsOfOrder;
        if (reportNumber % ReportsOfOrder == 1 && order >= Volatile.Read(ref _firstOrder))
            _latency.Record(_clock.Nanos - _due[order & OrdersUnderWay - 1]);
    }

    private int Report(PauseWatch watch, HiccupProcess machine)
    {
        Console.WriteLine($"due to sent            {Latencies.Tell(_late)}");
        Console.WriteLine($"due to durable report  {Latencies.Tell(_latency)}");
        Console.WriteLine($"the machine's hiccups  {machine.Summary} (a thread of another process that sleeps 1 ms at a time)");
        Console.WriteLine(FormattableString.Invariant(
            $"collections            {watch.Collections}, {watch.Total.TotalMilliseconds:F2} ms of pauses in all\n"));
        int tooLong = 0;
        if (watch.Pauses.Count > 0)
            Console.WriteLine("| pause of the collector | the machine's longest hiccup meanwhile | |\n| --- | --- | --- |");
        foreach (Pause pause in watch.Pauses)
        {
            double hiccup = machine.LongestBetween(pause.From, pause.To) / NanosPerMilli;
            bool isOurs = pause.Length.TotalMilliseconds > MillisMost && pause.Length.TotalMilliseconds - hiccup > MillisMost;
            tooLong += isOurs ? 1 : 0;
            Console.WriteLine(FormattableString.Invariant(
                $"| {pause.Length.TotalMilliseconds:F3} ms | {hiccup:F3} ms | {(isOurs ? "too long, and not the machine's" : "")} |"));
        }
        Console.WriteLine(tooLong == 0
            ? "no pause over 1 ms that was not the machine's own"
            : $"{tooLong} pauses over 1 ms that the machine did not cause");
        return tooLong == 0 ? 0 : 1;
    }
}
