using System.Globalization;
using ComputeExchange.Measurement;
using ComputeExchange.SystemTests.Processes;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>A long time at half of what the server can take, its journal and reports recycled again and again: it needs no more
/// memory and no more disk at the end than at the beginning, and loses nothing on the way.</summary>
/// <remarks>COMPUTE_EXCHANGE_SOAK_SECONDS chooses another length than those of smoke and full size.</remarks>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Parts = 6;
    private const int PeakRuns = 3;
    private const int UnderWayAtPeak = 1_024;

    // Generous: what a server with this little to keep takes is a fifth of it.
    private const long ResidentBytesMost = 1L << 30;

    // Snapshots come every 10 MB of commands or so; the older of two, and the one under way, hold what came since. Where others
    // want the processors too, the snapshot thread, which has the lowest priority, has to wait for many seconds.
    private const long JournalBytesMost = 256L << 20;
    private const long DirectoryBytesMost = 512L << 20;
    private const double GrowthMost = 0.05;
    private const string FirstSegment = "journal-00000000000000000001.seg";

    // At a quarter of a million events a second the 4,096 of the default are 15 ms: a hedger that has to wait so long for a processor
    // makes up for it from the journal, which takes one for a second.
    private const string Settings = """
        { "ComputeExchange": { "Engine": {
            "SnapshotEvery": 100000,
            "HedgerRingSlots": 65536,
            "Journal": { "KeepForAudit": false },
            "Reports": { "RetainReportsPerSession": 50000 } } } }
        """;

    private static readonly string[] Traders = [Listed.Dealer, Listed.OtherDealer, Listed.Maker, Listed.OtherMaker];
    private static readonly int LoadSeconds =
        int.TryParse(
            Environment.GetEnvironmentVariable("COMPUTE_EXCHANGE_SOAK_SECONDS"), CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : RunSize.Of(smoke: 5, full: 1_800);

    private static readonly int PeakMillis = Math.Clamp(LoadSeconds * 20, 500, 5_000);

    private readonly DataFolder _folder = new();
    private readonly MachineClock _clock = new(yieldsThroughShortWaits: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Under_lasting_load_memory_and_files_stay_as_they_are_and_nothing_is_lost()
    {
        string settings = _folder.Write("soak.json", Settings);
        string collectorLog = _folder.Write("collector.log", "");
        using ServerProcess server = new(
            _folder.DataPath, 0, ["--settings", settings], CollectorLog.Environment(collectorLog));
        SoakSession[] sessions =
            [.. Traders.Select((trader, i) => new SoakSession(server.KeyFile(trader), isBuyer: i % 2 == 0, _clock))];
        try
        {
            await Task.WhenAll(sessions.Select(session => session.ConnectAsync(server.Port)));
            double peak = Enumerable.Range(0, PeakRuns).Max(_ => Peak(sessions, PeakMillis));
            LatencyHistogram[] latencies;
            ServerWatch watch = new(server.Id, _folder.DataPath, collectorLog);
            using (watch)
                latencies = Load(sessions, peak / 2);
            CollectorFigures collected = CollectorFigures.Read(collectorLog);
            await Task.WhenAll(sessions.Select(session => session.SettleAsync()));
            Tell(sessions, peak, latencies, watch, collected);

            AssertBothSidesTraded(sessions);
            AssertBounded(watch);
            await AssertRecycledAsync(server);
            foreach (SoakSession session in sessions)
                await session.HoldAgainstTheServerAsync(server.Port);
            Assert.Equal(0, server.Terminate());
            AssertAStartComesToTheSame(settings);
        }
        finally
        {
            foreach (SoakSession session in sessions)
                await session.DisposeAsync();
        }
    }

    /// <summary>Answers a second with as many requests under way as make the server busy all the time.</summary>
    /// <remarks>The sessions go in step: one that ran ahead would leave as many orders open that nobody met.</remarks>
    private double Peak(SoakSession[] sessions, int millis)
    {
        long begin = _clock.Nanos;
        long end = begin + millis * 1_000_000L;
        long before = sessions.Sum(session => session.Answered);
        while (_clock.Nanos < end)
        {
            foreach (SoakSession session in sessions)
            {
                while (session.Sent - session.Answered >= UnderWayAtPeak)
                    Thread.Sleep(1);
                session.Send(due: 0, into: null);
            }
        }

        AwaitAnswers(sessions);
        return (sessions.Sum(session => session.Answered) - before) * 1e9 / (_clock.Nanos - begin);
    }

    /// <summary>Sends at a rate of its own, whatever becomes of what went before; gives the latencies of each part of the time.
    /// </summary>
    private LatencyHistogram[] Load(SoakSession[] sessions, double perSecond)
    {
        LatencyHistogram[][] bySession = [.. sessions.Select(_ => OfEachPart())];
        int messages = (int)(perSecond * LoadSeconds);
        ArrivalSchedule schedule = ArrivalSchedule.Poisson(perSecond, RunSize.FirstSeed);
        OpenLoop.Send(schedule, messages, _clock, (message, due) =>
        {
            int session = message % sessions.Length;
            sessions[session].Send(due, bySession[session][(int)((long)message * Parts / messages)]);
        });
        AwaitAnswers(sessions);
        LatencyHistogram[] all = OfEachPart();
        for (int part = 0; part < Parts; part++)
            Array.ForEach(bySession, parts => all[part].Merge(parts[part]));
        return all;
    }

    private static LatencyHistogram[] OfEachPart() => [.. Enumerable.Range(0, Parts).Select(_ => new LatencyHistogram())];

    private static void AwaitAnswers(SoakSession[] sessions) => Assert.True(
        SpinWait.SpinUntil(() => Array.TrueForAll(sessions, session => session.Answered == session.Sent), HostProgram.Limit),
        "not all was answered");

    private void Tell(
        SoakSession[] sessions, double peak, LatencyHistogram[] latencies, ServerWatch watch, CollectorFigures collected)
    {
        output.WriteLine($"seed {RunSize.FirstSeed}: {LoadSeconds} s at {peak / 2:N0} requests a second, half of {peak:N0}; "
            + $"{sessions.Sum(session => session.Sent):N0} requests of {sessions.Length} sessions, each answered as meant, "
            + $"{sessions.Sum(session => session.Reports):N0} reports");
        for (int part = 0; part < Parts; part++)
            output.WriteLine($"sixth {part + 1}: p50 {latencies[part].Percentile(50) / 1_000:N0} us, "
                + $"p99 {latencies[part].Percentile(99) / 1_000:N0} us, largest {latencies[part].Largest / 1_000:N0} us; "
                + $"resident {InMiB(watch.MedianOf(each => each.ResidentBytes, part, Parts))}, "
                + $"heap {InMiB(watch.MedianOf(each => each.HeapBytes, part, Parts))}");
        output.WriteLine(collected.Since(watch.Begin));
        output.WriteLine($"resident at most {InMiB(watch.Samples.Max(each => each.ResidentBytes))}, "
            + $"{Growth(watch):+0.0 %;-0.0 %} from the first sixth to the last; journal at most "
            + $"{InMiB(watch.Samples.Max(each => each.JournalBytes))}, directory at most "
            + $"{InMiB(watch.Samples.Max(each => each.DirectoryBytes))}");
    }

    private static string InMiB(long bytes) => $"{bytes / (double)(1 << 20):F1} MiB";

    private static double Growth(ServerWatch watch)
    {
        double first = watch.MedianOf(each => each.ResidentBytes, 0, Parts);
        return watch.MedianOf(each => each.ResidentBytes, Parts - 1, Parts) / first - 1;
    }

    private static void AssertBounded(ServerWatch watch)
    {
        Assert.InRange(watch.Samples.Max(sample => sample.ResidentBytes), 1, ResidentBytesMost);
        Assert.InRange(watch.Samples.Max(sample => sample.JournalBytes), 1, JournalBytesMost);
        Assert.InRange(watch.Samples.Max(sample => sample.DirectoryBytes), 1, DirectoryBytesMost);

        // A few seconds are all warm-up.
        if (RunSize.IsFull)
            Assert.InRange(Growth(watch), -1, GrowthMost);
    }

    private static void AssertBothSidesTraded(SoakSession[] sessions)
    {
        long bought = sessions.Where((_, i) => i % 2 == 0).Sum(session => session.Traded);
        Assert.NotEqual(0, bought);
        Assert.Equal(bought, sessions.Where((_, i) => i % 2 == 1).Sum(session => session.Traded));
    }

    /// <summary>With two snapshots from the end nothing of the journal's beginning is needed any more.</summary>
    private async Task AssertRecycledAsync(ServerProcess server)
    {
        await using (ExchangeClient desk = await server.ConnectAsync("operator-1"))
        {
            await desk.SnapshotNowAsync().WaitAsync(HostProgram.Limit);
            await desk.SnapshotNowAsync().WaitAsync(HostProgram.Limit);
        }

        Assert.True(
            SpinWait.SpinUntil(() => !_folder.Segments()[0].EndsWith(FirstSegment, StringComparison.Ordinal), HostProgram.Limit),
            "the journal was not recycled");
    }

    private void AssertAStartComesToTheSame(string settings)
    {
        HostAnswer replay = HostProgram.Run(["replay", "--data", _folder.DataPath, "--json"]);
        HostAnswer verify = HostProgram.Run(["verify", "--data", _folder.DataPath, "--json"]);
        Assert.Equal((0, 0), (replay.ExitCode, verify.ExitCode));
        string hash = verify.Json.GetProperty("stateHash").GetString()!;
        Assert.Equal(hash, replay.Json.GetProperty("stateHash").GetString());
        using ServerProcess again = new(_folder.DataPath, 0, "--settings", settings);
        Assert.Equal(hash, again.StateHash);
    }
}
