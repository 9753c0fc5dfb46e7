using ComputeExchange.SystemTests.Processes;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>The kill switch of a real server, which is then killed itself.</summary>
public sealed class KillSwitchTests(ITestOutputHelper output) : IDisposable
{
    private const int Orders = 10_000;
    private const int UnderWay = 500;
    private const string Operator = "operator-1";

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_an_operator_has_killed_stays_killed_after_SIGKILL_and_replay()
    {
        using ServerProcess first = new(_folder.DataPath);
        await using ExchangeClient maker = await first.ConnectAsync(Listed.Maker);
        await using ExchangeClient desk = await first.ConnectAsync(Operator);
        await EnterAsync(maker);
        Assert.Equal(Orders, await CountAsync(maker));

        RequestAnswer answer = await desk.RequestAsync(Switch(maker, true)).WaitAsync(HostProgram.Limit);
        Assert.True(answer.IsApplied);
        Assert.Equal(0, await CountAsync(maker));
        await AssertKilledAsync(maker, "after");
        first.Kill();

        using ServerProcess second = new(_folder.DataPath, first.Port);
        Assert.Equal(0, await CountAsync(maker));
        await AssertKilledAsync(maker, "restarted");
        await desk.RequestAsync(Switch(maker, false)).WaitAsync(HostProgram.Limit);
        Assert.Equal(ExecutionType.New, (await EnterAsync(maker, "revived")).Type);
        output.WriteLine($"{Orders} orders killed by one command; refused, also after SIGKILL; recovered to {second.Sequence}");
    }

    [Fact]
    public async Task Who_may_still_reduce_may_no_more_and_no_less_after_SIGKILL_and_replay()
    {
        using ServerProcess first = new(_folder.DataPath);
        await using ExchangeClient maker = await first.ConnectAsync(Listed.Maker);
        await using ExchangeClient other = await first.ConnectAsync(Listed.OtherMaker);
        await using ExchangeClient desk = await first.ConnectAsync(Operator);
        Assert.Equal(ExecutionType.New, (await SellAsync(other, 10, "b1", 2.4m)).Type);
        await EnterAsync(maker, "a1", lots: 10);
        RequestAnswer answer = await desk.RequestAsync(Switch(maker, true, reduceOnly: true)).WaitAsync(HostProgram.Limit);
        Assert.True(answer.IsApplied);
        Assert.Equal(ExecutionType.New, (await SellAsync(maker, 4, "s1")).Type);
        await AssertKilledAsync(maker, "adds");
        first.Kill();

        using ServerProcess second = new(_folder.DataPath, first.Port);
        Assert.Equal(1, await CountAsync(maker));
        await AssertKilledAsync(maker, "adds still");
        Assert.Equal(RejectReason.Killed, (await SellAsync(maker, 7, "s2")).RejectReason);
        Assert.Equal(ExecutionType.New, (await SellAsync(maker, 6, "s3")).Type);
        output.WriteLine($"10 lots held, 10 sold again under the switch, SIGKILL between; recovered to {second.Sequence}");
    }

    private static Command Switch(ExchangeClient maker, bool on, bool reduceOnly = false) => Command.Of(
        default, new SetKillSwitch { Participant = maker.Session.Participant, On = on, ReduceOnly = reduceOnly });

    private static async Task EnterAsync(ExchangeClient client)
    {
        for (int i = 0; i < Orders; i += UnderWay)
            await Task.WhenAll(Enumerable.Range(i, UnderWay).Select(order => EnterAsync(client, $"o{order}")));
    }

    private static Task<ExecutionReport> EnterAsync(ExchangeClient client, string clOrdId, int lots = 1) =>
        client.EnterAsync(Order.Buy(Listed.Future(client), lots, 2.4m, clOrdId)).WaitAsync(HostProgram.Limit);

    private static Task<ExecutionReport> SellAsync(ExchangeClient client, int lots, string clOrdId, decimal price = 2.6m) =>
        client.EnterAsync(Order.Sell(Listed.Future(client), lots, price, clOrdId)).WaitAsync(HostProgram.Limit);

    private static async Task AssertKilledAsync(ExchangeClient client, string clOrdId)
    {
        ExecutionReport refused = await EnterAsync(client, clOrdId);
        Assert.Equal((ExecutionType.Rejected, RejectReason.Killed), (refused.Type, refused.RejectReason));
    }

    private static async Task<int> CountAsync(ExchangeClient client) =>
        (await client.OpenOrdersAsync().WaitAsync(HostProgram.Limit)).Orders.Count;
}
