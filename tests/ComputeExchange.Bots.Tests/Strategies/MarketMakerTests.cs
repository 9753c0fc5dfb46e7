using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Bots.Tests.Strategies;

public class MarketMakerTests
{
    private static readonly MarketMakerSettings Settings =
        new(SmallMarket.Desk, "q") { Months = 2, QuoteLots = 10, MaxInventoryLots = 100 };

    [Fact]
    public void Every_month_gets_one_quote_around_the_index_on_the_tick()
    {
        Quote[] quotes = QuotesOf(SmallMarket.View((2, 3), (2.2, 3.4)), inventory: 0);

        Assert.Equal([SmallMarket.August, DeliveryMonth.Of(2026, 9)], quotes.Select(quote => quote.Month));
        Assert.All(quotes, quote =>
        {
            Assert.True(quote is { HasBid: true, HasAsk: true, BidLots: 10, AskLots: 10 });
            Assert.Equal(0, quote.BidTicks % SmallMarket.TickTicks);
            Assert.Equal(0, quote.AskTicks % SmallMarket.TickTicks);
            Assert.InRange(28_000, quote.BidTicks + 1, quote.AskTicks - 1);
        });
        Assert.Equal(2, quotes.Select(quote => quote.QuoteId).Distinct().Count());
    }

    [Fact]
    public void A_long_maker_leans_down_and_a_short_one_up()
    {
        MarketView view = SmallMarket.View((2, 3), (3, 4), (2, 3));

        Quote flat = QuotesOf(view, inventory: 0)[0];
        Quote bought = QuotesOf(view, inventory: 50)[0];
        Quote sold = QuotesOf(view, inventory: -50)[0];

        Assert.True(bought.BidTicks < flat.BidTicks && bought.AskTicks < flat.AskTicks);
        Assert.True(sold.BidTicks > flat.BidTicks && sold.AskTicks > flat.AskTicks);
    }

    [Fact]
    public void At_its_limit_a_maker_quotes_only_the_side_that_brings_it_back()
    {
        MarketView view = SmallMarket.View((2, 3));

        Assert.True(QuotesOf(view, inventory: 95)[0] is { HasBid: false, HasAsk: true });
        Assert.True(QuotesOf(view, inventory: -95)[0] is { HasBid: true, HasAsk: false });
    }

    [Fact]
    public void Before_the_first_index_value_there_is_nothing_to_quote_around()
    {
        Assert.Empty(new MarketMaker(Settings).Step(SmallMarket.View()));
    }

    [Fact]
    public void No_price_and_no_inventory_make_a_quote_that_a_book_would_refuse()
    {
        Prop.ForAll<PositiveInt, PositiveInt, int>((before, after, inventory) =>
        {
            MarketView view = SmallMarket.View((before.Get / 100.0, before.Get / 50.0), (after.Get / 100.0, after.Get / 50.0));
            return QuotesOf(view, inventory).All(quote =>
                (!quote.HasBid || quote.BidTicks >= SmallMarket.TickTicks && quote.BidTicks % SmallMarket.TickTicks == 0)
                && (!quote.HasAsk || quote.AskTicks <= Price.MaxTicks && quote.AskTicks % SmallMarket.TickTicks == 0)
                && (!quote.HasBid || !quote.HasAsk || quote.BidTicks < quote.AskTicks));
        }).QuickCheckThrowOnFailure();
    }

    private static Quote[] QuotesOf(MarketView view, long inventory)
    {
        Inventory own = new();
        if (inventory != 0)
        {
            Instrument future = Instrument.Future(SmallMarket.Basket, SmallMarket.August);
            own.Fill(future, inventory > 0 ? Side.Buy : Side.Sell, Math.Abs(inventory));
        }
        return [.. new MarketMaker(Settings).Step(view, own).Select(command => command.Quote)];
    }
}
