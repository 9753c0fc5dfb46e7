using System.Diagnostics;
using ComputeExchange.SystemTests.Processes;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>`kill -9` again and again under a load of eight sessions, in the middle of batches, segments and snapshots: every
/// acknowledged order is there, every other is settled once, and each client has heard what the server's report log says.</summary>
public sealed class KillStormTests(ITestOutputHelper output) : IDisposable
{
    private const int LeastRunMillis = 100;
    private static readonly int MostRunMillis = RunSize.Of(smoke: 600, full: 1_500);
    private static readonly KillMoment[] Moments = [KillMoment.Snapshot, KillMoment.SegmentChange, KillMoment.Any];

    // Snapshots and new segments several times a second, and every report kept that a session has had.
    private const string Settings =
        """
        { "ComputeExchange": { "Engine": {
            "SnapshotEvery": 20000,
            "Journal": { "KeepForAudit": false },
            "Reports": { "RetainReportsPerSession": 100000000 } } } }
        """;

    private static readonly Dictionary<string, string> SmallSegments = new()
    {
        ["ComputeExchange__Engine__Journal__SegmentBytes"] = "262144",
    };

    private static readonly string[] Traders = [Listed.Dealer, Listed.OtherDealer, Listed.Maker, Listed.OtherMaker];

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_again_and_again_nothing_acknowledged_is_lost_and_nothing_is_done_twice()
    {
        int kills = RunSize.Of(smoke: 2, full: 200);
        Random chance = new(RunSize.FirstSeed);
        string settings = _folder.Write("storm.json", Settings);
        ServerProcess server = new(_folder.DataPath, 0, ["--settings", settings], SmallSegments);
        StormSession[] sessions = [.. Traders.SelectMany(trader => Pair(server, trader))];
        List<KillSite> sites = [];
        Stopwatch loaded = new();
        try
        {
            await Task.WhenAll(sessions.Select(session => session.ConnectAsync(server.Port)));
            Task[] loads = [.. sessions.Select((session, i) => session.EnterUntilStoppedAsync(isBuyer: i / 2 % 2 == 0))];
            for (int kill = 0; kill < kills; kill++)
            {
                loaded.Start();
                long before = sessions.Sum(session => session.Acknowledged);
                await Task.Delay(chance.Next(LeastRunMillis, MostRunMillis));
                await UntilMoreIsAcknowledgedAsync(sessions, before, loads);
                int port = server.Port;
                await server.KillAtAsync(Moments[kill % Moments.Length], _folder.DataPath);
                loaded.Stop();
                sites.Add(KillSite.Of(_folder));
                server.Dispose();
                server = new ServerProcess(_folder.DataPath, port, ["--settings", settings], SmallSegments);
            }

            Array.ForEach(sessions, session => session.Stop());
            await Task.WhenAll(loads).WaitAsync(HostProgram.Limit);
            foreach (StormSession session in sessions)
                await session.HoldAgainstTheServerAsync(server.Port);
            long orders = sessions.Sum(session => session.Acknowledged);
            output.WriteLine($"seed {RunSize.FirstSeed}: {kills} kills, {Describe(sites)}, {orders:N0} orders of {sessions.Length} "
                + $"sessions, {sessions.Sum(session => session.Open):N0} of them still open, "
                + $"{orders / loaded.Elapsed.TotalSeconds:N0} a second while up, {sessions.Sum(session => session.Reports):N0} reports");
            if (RunSize.IsFull)
                AssertKillsFellEverywhere(sites);
            Assert.Equal(0, server.Terminate());
            Assert.Equal(0, HostProgram.Run(["verify", "--data", _folder.DataPath, "--json"]).ExitCode);
        }
        finally
        {
            foreach (StormSession session in sessions)
                await session.DisposeAsync();
            server.Dispose();
        }
    }

    /// <summary>Waits for the next acknowledged order, and no longer than a request may take; a session that failed, which would
    /// acknowledge none for ever, fails the test with what failed it.</summary>
    private static async Task UntilMoreIsAcknowledgedAsync(StormSession[] sessions, long before, Task[] loads)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (sessions.Sum(session => session.Acknowledged) == before)
        {
            if (Array.Find(loads, load => load.IsCompleted) is { } ended)
                await ended;
            Assert.True(waited.Elapsed < HostProgram.Limit, $"no order was acknowledged in {waited.Elapsed}");
            await Task.Delay(10);
        }
    }

    private static string Describe(List<KillSite> sites) =>
        $"{sites.Count(site => site.IsInSnapshot)} in the middle of a snapshot, "
        + $"{sites.Count(site => site.IsAtSegmentChange)} at the change of a segment "
        + $"({sites.Count(site => site.IsBetweenSegments)} of them between the two), "
        + $"{sites.Count(site => site.IsInSegment)} in the middle of one";

    private static void AssertKillsFellEverywhere(List<KillSite> sites)
    {
        Assert.Contains(sites, site => site.IsInSnapshot);
        Assert.Contains(sites, site => site.IsAtSegmentChange);
        Assert.Contains(sites, site => site.IsBetweenSegments);
        Assert.Contains(sites, site => site.IsInSegment);
    }

    /// <summary>The session that a trader has, and a second one: adding a key is copying a file.</summary>
    private static IEnumerable<StormSession> Pair(ServerProcess server, string trader)
    {
        string file = server.KeyFile(trader);
        string second = $"{trader}-storm";
        string secondFile = Path.Combine(Path.GetDirectoryName(file)!, $"{second}.key");
        File.WriteAllText(secondFile, File.ReadAllText(file).Replace($"session: {trader}", $"session: {second}", StringComparison.Ordinal));
        File.SetUnixFileMode(secondFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return [new StormSession(file, "a"), new StormSession(secondFile, "b")];
    }
}
