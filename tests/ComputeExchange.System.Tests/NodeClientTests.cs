using System.Text.Json;
using ComputeExchange.Protocol.Tests.MessagePack;
using ComputeExchange.SystemTests.Processes;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>The client that was written from docs/PROTOCOL.md alone, against the real server.</summary>
public sealed class NodeClientTests(NodePeer peer, ITestOutputHelper output) : IClassFixture<NodePeer>, IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NodeFact]
    public async Task It_logs_on_trades_loses_the_connection_and_recovers()
    {
        if (!peer.IsPresent(output))
            return;
        using ServerProcess server = new(_folder.DataPath);
        await using ExchangeClient maker = await server.ConnectAsync(Listed.Maker);
        Instrument future = Listed.Future(maker);
        await maker.EnterAsync(Order.Sell(future, 10, 2.5m, "ask"));
        string key = peer.Write("maker.key", KeyOf(server.KeyFile(Listed.OtherMaker)));
        using NodeConversation node = new(
            Path.GetDirectoryName(key)!, "--port", $"{server.Port}", "--session", Listed.OtherMaker, "--key", key);

        node.Say(Buy("n1", lots: 4, priceTicks: 25_000, future.Month));
        await node.HearAsync("OrderTraded");
        node.Say(Buy("n2", lots: 3, priceTicks: 24_000, future.Month));
        node.Say("""{"do":"drop"}""");
        node.Say("""{"do":"recover"}""");
        node.Say("""{"do":"openOrders"}""");
        JsonElement page = await node.HearAsync("OpenOrdersPage");
        node.Say(Buy("n3", lots: 6, priceTicks: 25_000, future.Month));
        await node.HearAsync("OrderTraded");
        node.Say("""{"do":"resend"}""");
        node.Say("""{"do":"logout"}""");
        await node.HearAsync("Disconnected");

        Assert.Equal((0, ""), await node.EndAsync());
        Assert.Equal(2, node.Heard.Count(message => NodeConversation.Name(message) == "LogonAccepted"));
        Assert.Equal(1, page.GetProperty("orders").GetArrayLength());
        Assert.Equal(
            ["1 OrderAccepted n1", "2 OrderTraded n1", "3 OrderAccepted n2", "4 OrderAccepted n3", "5 OrderTraded n3"],
            node.Reports);
        Assert.Equal(-10, Assert.Single((await maker.PositionsAsync()).Baskets).Lots);
    }

    private static string Buy(string clOrdId, int lots, int priceTicks, DeliveryMonth month) =>
        $$"""{"do":"order","clOrdId":"{{clOrdId}}","basket":"H100","month":{{month.Index}},"side":"buy","quantity":{{lots}},"""
        + $"\"price\":{priceTicks}}}";

    private static string KeyOf(string file) =>
        File.ReadLines(file).Single(line => line.StartsWith("key:", StringComparison.Ordinal))[4..];
}
