using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>The top of a forward as one participant sees it: best, whoever asks; dealable, as its credit lets it deal.</summary>
public sealed class TopOfBookTests : MarketRules
{
    private static readonly PriceQuantity None = default;

    [Fact]
    public void An_empty_book_has_no_top() =>
        Assert.Equal(default, market.Top(Beta));

    [Fact]
    public void Best_sums_what_stands_at_the_best_price_own_orders_included()
    {
        market.Given(
            Buy("1", 8, 2.40m), Buy("2", 16, 2.40m) with { By = Gamma }, Buy("low", 8, 2.39m), Sell("3", 8, 2.50m),
            Sell("4", 24, 2.50m) with { Divisible = 4, Hours = (0, 48) }, Sell("high", 8, 2.51m));

        TopOfBook top = market.Top(Beta);
        Assert.Equal((At(2.40m, 24), At(2.50m, 32)), (top.BestBid, top.BestAsk));
        Assert.Equal((At(2.40m, 16), At(2.50m, 32)), (top.DealableBid, top.DealableAsk));
    }

    [Fact]
    public void Bids_of_other_windows_and_complex_buys_do_not_show_but_offers_that_serve_it_do()
    {
        market.Given(
            Buy("window", 8, 2.40m) with { Hours = (0, 12) }, Buy("complex", 8, 2.45m) with { MaxParts = 2 },
            Sell("div", 8, 2.50m) with { Divisible = 4, Hours = (-24, 48) },
            Sell("too coarse", 8, 2.46m) with { Divisible = 30, Hours = (-24, 48) });

        Assert.Equal(new TopOfBook { BestAsk = At(2.50m, 8), DealableAsk = At(2.50m, 8) }, market.Top(Beta));
    }

    [Fact]
    public void A_divisible_offer_stands_with_its_least_hour_over_the_window()
    {
        market.Given(Sell("div", 64, 2.50m) with { Divisible = 4, Hours = (0, 48) });
        market.Enter(Buy("b", 40, 2.50m) with { Hours = (20, 28) });

        Assert.Equal(At(2.50m, 24), market.Top(Gamma).BestAsk);
        Assert.Equal(At(2.50m, 64), market.Top(Gamma, from: 28, to: 48).BestAsk);
    }

    [Fact]
    public void Dealable_passes_over_whom_the_asker_may_not_deal_with()
    {
        market.SetCredit(Alpha, Beta, 0);
        market.Given(Sell("1", 8, 2.50m), Sell("2", 8, 2.52m) with { By = Gamma });

        TopOfBook top = market.Top(Beta);
        Assert.Equal((At(2.50m, 8), At(2.52m, 8)), (top.BestAsk, top.DealableAsk));
    }

    [Fact]
    public void Each_counterparty_s_sum_at_that_price_is_cut_to_its_headroom_in_lots()
    {
        market.SetCredit(Alpha, Beta, 3 * 8 * 24 * 2.50m - 1);
        market.Given(Sell("1", 16, 2.50m), Sell("2", 16, 2.50m), Sell("3", 8, 2.50m) with { By = Gamma });

        Assert.Equal((At(2.50m, 40), At(2.50m, 24)), (market.Top(Beta).BestAsk, market.Top(Beta).DealableAsk));
    }

    [Fact]
    public void An_all_or_none_order_is_dealable_for_the_whole_or_not_at_all()
    {
        market.SetCredit(Alpha, Beta, 16 * 24 * 2.50m - 1);
        market.Given(Sell("1", 16, 2.50m) with { AllOrNone = true }, Sell("2", 8, 2.52m));

        Assert.Equal((At(2.50m, 16), At(2.52m, 8)), (market.Top(Beta).BestAsk, market.Top(Beta).DealableAsk));
    }

    [Fact]
    public void Two_principals_see_each_other_s_prices_and_cannot_deal()
    {
        market.Given(Sell("1", 8, 2.50m) with { By = Neocloud });

        TopOfBook top = market.Top(Startup);
        Assert.Equal((At(2.50m, 8), None), (top.BestAsk, top.DealableAsk));
    }

    [Fact]
    public void Of_a_contract_both_are_what_is_shown()
    {
        market.Given(SellLots("1", 20, 2.60m) with { Display = 5 }, SellLots("2", 3, 2.60m), BuyLots("3", 7, 2.55m));
        market.Exchange.Top(Beta, Instrument.Future(MarketUnderTest.Basket, MarketUnderTest.August), out TopOfBook top);

        Assert.Equal((At(2.55m, 7), At(2.60m, 8)), (top.BestBid, top.BestAsk));
        Assert.Equal((At(2.55m, 7), At(2.60m, 8)), (top.DealableBid, top.DealableAsk));
    }

    [Fact]
    public void What_cannot_be_told_says_why()
    {
        Instrument forward = Instrument.Forward(H200East, MarketUnderTest.Window(0, 24));
        Assert.Equal(RejectReason.UnknownParticipant, market.Exchange.Top(new ParticipantId(99), forward, out _));
        Instrument unknown = Instrument.Future(new BasketId(9), MarketUnderTest.August);
        Assert.Equal(RejectReason.UnknownInstrument, market.Exchange.Top(Beta, unknown, out _));
        Instrument empty = Instrument.Forward(H200East, MarketUnderTest.Window(0, 0));
        Assert.Equal(RejectReason.InvalidWindow, market.Exchange.Top(Beta, empty, out _));
    }

    private static PriceQuantity At(decimal price, long quantity) => new(Price.FromDollars(price), quantity);
}
