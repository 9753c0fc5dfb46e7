using ComputeExchange.Bots.Strategies;
using ComputeExchange.Hedging.Index;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Bots.Tests.Strategies;

public class PriceFeedTests
{
    [Fact]
    public void A_date_is_settled_first_then_every_price_then_every_index()
    {
        Command[] sent = new PriceFeed(methodVersion: 1, methodHash: 99).Step(SmallMarket.View((2, 3)));

        Assert.Equal(
            [CommandKind.Settle, CommandKind.SetReferencePrice, CommandKind.SetReferencePrice, CommandKind.SetIndexValue],
            sent.Select(command => command.Kind));
        Assert.Equal(SmallMarket.Morning.Hour, sent[0].Settle.ThroughHour);
        Assert.Equal(2_000_000_000, sent[1].SetReferencePrice.NanoDollars);
        Assert.True(sent[3].SetIndexValue is { NanoDollars: 2_500_000_000, MethodVersion: 1, MethodHash: 99 });
    }

    [Fact]
    public void The_index_is_the_one_that_the_hedger_computes_from_the_same_prices()
    {
        Prop.ForAll<PositiveInt, PositiveInt>((east, west) =>
        {
            Command[] sent = new PriceFeed(1, 1).Step(SmallMarket.View((east.Get / 1e9, west.Get / 1e9)));
            long index = sent[3].SetIndexValue.NanoDollars;
            return index == ReferencePriceIndex.Compute([new(1, east.Get), new(1, west.Get)]);
        }).QuickCheckThrowOnFailure();
    }
}
