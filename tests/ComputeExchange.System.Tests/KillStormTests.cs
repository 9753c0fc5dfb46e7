using System.Diagnostics;
using ComputeExchange.SystemTests.Processes;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>`kill -9` again and again under a load of eight sessions, in the middle of batches, segments and snapshots: every
/// acknowledged order is there, every other is settled once, and each client has heard what the server's report log says.</summary>
public sealed class KillStormTests(ITestOutputHelper output) : IDisposable
{
    private const int MostRunMillis = 900;
    private static readonly string[] Traders = [Listed.Dealer, Listed.OtherDealer, Listed.Maker, Listed.OtherMaker];

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_again_and_again_nothing_acknowledged_is_lost_and_nothing_is_done_twice()
    {
        int kills = RunSize.Of(smoke: 2, full: 200);
        Random chance = new(RunSize.FirstSeed);
        string settings = _folder.Write(
            "storm.json", """{ "ComputeExchange": { "Engine": { "SnapshotEvery": 20000, "Journal": { "KeepForAudit": false } } } }""");
        ServerProcess server = new(_folder.DataPath, 0, "--settings", settings);
        StormSession[] sessions = [.. Traders.SelectMany(trader => Pair(server, trader))];
        int inSnapshots = 0;
        Stopwatch loaded = new();
        try
        {
            await Task.WhenAll(sessions.Select(session => session.ConnectAsync(server.Port)));
            Task load = Task.WhenAll(sessions.Select((session, i) => session.EnterUntilStoppedAsync(isBuyer: i / 2 % 2 == 0)));
            for (int kill = 0; kill < kills; kill++)
            {
                loaded.Start();
                long before = sessions.Sum(session => session.Acknowledged);
                await Task.Delay(chance.Next(100, MostRunMillis));
                while (sessions.Sum(session => session.Acknowledged) == before)
                    await Task.Delay(10);
                loaded.Stop();
                int port = server.Port;
                server.Kill();
                inSnapshots += File.Exists(Path.Combine(_folder.DataPath, "snapshot.tmp")) ? 1 : 0;
                server.Dispose();
                server = new ServerProcess(_folder.DataPath, port, "--settings", settings);
            }

            Array.ForEach(sessions, session => session.Stop());
            await load.WaitAsync(HostProgram.Limit);
            foreach (StormSession session in sessions)
                await session.HoldAgainstTheServerAsync(server.Port);
            long orders = sessions.Sum(session => session.Acknowledged);
            output.WriteLine($"seed {RunSize.FirstSeed}: {kills} kills, {inSnapshots} of them in the middle of a snapshot, "
                + $"{orders:N0} orders of {sessions.Length} sessions, {orders / loaded.Elapsed.TotalSeconds:N0} a second while up, "
                + $"{sessions.Sum(session => session.Reports):N0} reports");
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
