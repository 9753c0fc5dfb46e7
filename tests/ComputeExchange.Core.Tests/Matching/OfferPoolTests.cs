using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Tests.Orders;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Matching;

/// <summary>How often the pool of a market's sells begins anew while buys ask: gathering a crowded market costs milliseconds, and
/// the walk of one sell may ask thousands of times.</summary>
public sealed class OfferPoolTests
{
    private const int Asked = 1_000, FewTimes = 40;

    [Theory]
    [InlineData(100, 100)]
    [InlineData(100, 3_000)]
    [InlineData(100, 1_000_000)]
    public void Buys_that_ask_here_and_there_by_turns_soon_find_all_in_one(int hours, int apart) =>
        Assert.InRange(TimesBegun(i => new DeliveryWindow(i % 2 * apart, hours), leastHours: _ => 1), 0, FewTimes);

    [Fact]
    public void A_short_span_and_a_long_one_by_turns_soon_find_all_in_one() =>
        Assert.InRange(TimesBegun(i => new DeliveryWindow(0, i % 2 == 0 ? 1 : 65_535), leastHours: _ => 1), 0, FewTimes);

    [Fact]
    public void Buys_of_ever_shorter_parts_soon_find_all_in_one() =>
        Assert.InRange(TimesBegun(_ => new DeliveryWindow(0, 1_000), leastHours: i => 1_000 - i), 0, FewTimes);

    private static int TimesBegun(Func<int, DeliveryWindow> span, Func<int, int> leastHours)
    {
        OrderTable orders = new();
        Market market = new(new Sku(new SkuId(1), new DefineSku { Lot = 8 }), new Region(new RegionId(1), default), orders);
        Participant seller = new(new ParticipantId(1), default, ParticipantKind.Dealer);
        for (int i = 0; i < 2; i++)
            market.Rest(ref orders.Make(order =>
            {
                order.Owner = seller;
                order.Side = Side.Sell;
                order.Market = market;
                order.Window = span(i);
                order.LimitTicks = 10;
                order.Place = i + 1;
                order.Leaves = 8;
                order.IsResting = true;
            }).Row);
        int begun = 0;
        for (int i = 0; i < Asked; i++)
        {
            market.Offers.Prepare(span(i), leastHours(i));
            begun += market.Offers.Count == 0 ? 1 : 0;
            Assert.True(market.Offers.Has(0));
        }
        return begun;
    }
}
