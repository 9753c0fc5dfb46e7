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

    private static Command Switch(ExchangeClient maker, bool on) =>
        Command.Of(default, new SetKillSwitch { Participant = maker.Session.Participant, On = on });

    private static async Task EnterAsync(ExchangeClient client)
    {
        for (int i = 0; i < Orders; i += UnderWay)
            await Task.WhenAll(Enumerable.Range(i, UnderWay).Select(order => EnterAsync(client, $"o{order}")));
    }

    private static Task<ExecutionReport> EnterAsync(ExchangeClient client, string clOrdId) =>
        client.EnterAsync(Order.Buy(Listed.Future(client), 1, 2.4m, clOrdId)).WaitAsync(HostProgram.Limit);

    private static async Task AssertKilledAsync(ExchangeClient client, string clOrdId)
    {
        ExecutionReport refused = await EnterAsync(client, clOrdId);
        Assert.Equal((ExecutionType.Rejected, RejectReason.Killed), (refused.Type, refused.RejectReason));
    }

    private static async Task<int> CountAsync(ExchangeClient client) =>
        (await client.OpenOrdersAsync().WaitAsync(HostProgram.Limit)).Orders.Count;
}
