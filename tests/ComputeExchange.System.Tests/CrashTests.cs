using ComputeExchange.SystemTests.Processes;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>`kill -9` in the middle of the work: nothing that was acknowledged is lost, nothing is done twice.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int OrdersOfEach = 1_000;

    private readonly DataFolder _folder = new();
    private readonly LoadedSession[] _sessions =
        [new(Listed.Dealer), new(Listed.OtherDealer), new(Listed.Maker), new(Listed.OtherMaker)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_order_survives_and_every_other_is_settled_once()
    {
        using ServerProcess first = new(_folder.DataPath);
        ExchangeClient[] clients = await Task.WhenAll(
            _sessions.Select(session => first.ConnectAsync(session.Name, client => client.Reported += session.OnReport)));
        try
        {
            using SemaphoreSlim wanted = new(0);
            int acknowledged = 0;
            void Count()
            {
                if (Interlocked.Increment(ref acknowledged) == OrdersOfEach * _sessions.Length / 3)
                    wanted.Release();
            }

            Task load = Task.WhenAll(_sessions.Select(
                (session, i) => session.EnterAsync(clients[i], OrdersOfEach, isBuyer: i % 2 == 0, Count)));
            Assert.True(await wanted.WaitAsync(HostProgram.Limit), "the load did not get going");
            first.Kill();
            output.WriteLine($"killed at {Volatile.Read(ref acknowledged)} acknowledged orders");
            Assert.False(load.IsCompleted, "the load was over before the crash");
            string hashAfterCrash = SameHashFromReplayAndVerify();

            using ServerProcess second = new(_folder.DataPath, first.Port);
            Assert.Equal(hashAfterCrash, second.StateHash);
            await load.WaitAsync(HostProgram.Limit);
            await Task.WhenAll(clients.Select((client, i) => AssertSettledAsync(_sessions[i], client)));
            AssertBothSidesAgree();
            Assert.Equal(0, second.Terminate());
            SameHashFromReplayAndVerify();
        }
        finally
        {
            foreach (ExchangeClient client in clients)
                await client.DisposeAsync();
        }
    }

    /// <summary>Each order was accepted once, its stream has no gap, and what is open is what was not traded.</summary>
    private static async Task AssertSettledAsync(LoadedSession session, ExchangeClient client)
    {
        OpenOrderList open = await client.OpenOrdersAsync().WaitAsync(HostProgram.Limit);
        while (client.LastReportNumber < open.AsOfReportNumber)
            await Task.Delay(1);
        ExecutionReport[] told = session.Told;
        Assert.Equal(Enumerable.Range(1, told.Length).Select(number => (long)number), told.Select(report => report.ReportNumber));
        string[] accepted = [.. OrdersOf(told, ExecutionType.New)];
        Assert.Equal(OrdersOfEach, accepted.Length);
        Assert.Equal(OrdersOfEach, accepted.Distinct().Count());
        HashSet<string> traded = [.. OrdersOf(told, ExecutionType.Trade)];
        Assert.Equal(
            accepted.Where(order => !traded.Contains(order)).Order(StringComparer.Ordinal),
            open.Orders.Select(order => order.ClOrdId.ToString()).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OrdersOf(ExecutionReport[] told, ExecutionType type) =>
        told.Where(report => report.Type == type).Select(report => report.ClOrdId.ToString());

    private void AssertBothSidesAgree()
    {
        ExecutionReport[] trades =
            [.. _sessions.SelectMany(session => session.Told).Where(report => report.Type == ExecutionType.Trade)];
        Assert.NotEmpty(trades);
        Assert.All(trades.GroupBy(report => report.Group), sides => Assert.Equal(
            [Side.Buy, Side.Sell], sides.Select(side => side.Side).Order()));
    }

    private string SameHashFromReplayAndVerify()
    {
        HostAnswer replay = HostProgram.Run(["replay", "--data", _folder.DataPath, "--json"]);
        HostAnswer verify = HostProgram.Run(["verify", "--data", _folder.DataPath, "--json"]);
        Assert.Equal((0, 0), (replay.ExitCode, verify.ExitCode));
        string hash = verify.Json.GetProperty("stateHash").GetString()!;
        Assert.Equal(hash, replay.Json.GetProperty("stateHash").GetString());
        return hash;
    }
}
