using ComputeExchange.Client;

namespace ComputeExchange.Client.Tests;

/// <summary>What the README shows.</summary>
internal static class TenLines
{
    public static async Task<ExecutionReport> TradeAsync(string keyFile, int port, TextWriter output)
    {
        await using ExchangeClient client = await ExchangeClient.ConnectAsync(ClientOptions.FromKeyFile(keyFile, port));
        client.Reported += report => output.WriteLine($"{report.Type} {report.ClOrdId} {report.Quantity} @ {report.Price}");

        ReferenceBasket basket = client.Reference.Baskets.First();
        Instrument future = Instrument.Future(basket.Id, basket.Definition.FirstMonth);
        MarketSubscription market = await client.SubscribeAsync(future);
        output.WriteLine($"best ask {market.Top.BestAsk.Quantity} @ {market.Top.BestAsk.Price}");

        ExecutionReport entered = await client.EnterAsync(Order.Buy(future, quantity: 10, price: 2.60m, clOrdId: "b1"));
        ExecutionReport cancelled = await client.CancelAsync("b1");
        output.WriteLine($"{cancelled.Leaves} lots of {entered.ClOrdId} were left");
        return cancelled;
    }
}
