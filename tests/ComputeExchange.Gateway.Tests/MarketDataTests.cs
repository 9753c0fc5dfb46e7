namespace ComputeExchange.Gateway.Tests;

public class MarketDataTests
{
    [Fact]
    public void A_subscription_begins_with_a_snapshot_and_goes_on_with_what_changes()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 5, 2.6m));
        alpha.Send(new Subscribe { SubscriptionId = 9, Instrument = DemoMarket.Future });
        MarketSnapshot snapshot = alpha.Single<MarketSnapshot>();
        Assert.Equal((9u, 1L), (snapshot.SubscriptionId, snapshot.SequenceNumber));
        Assert.Equal(new PriceQuantity(Price.FromDollars(2.6m), 5), snapshot.Top.BestAsk);
        Assert.Equal(0, snapshot.Top.BestBid.Quantity);

        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b2", Side.Buy, 4, 2.5m));
        MarketIncrement increment = alpha.Single<MarketIncrement>();
        Assert.Equal(2, increment.SequenceNumber);
        Assert.Equal(new PriceQuantity(Price.FromDollars(2.5m), 4), increment.BestBid);
        Assert.Equal(increment.BestBid, increment.DealableBid);
        Assert.Null(increment.BestAsk);
    }

    [Fact]
    public void A_trade_is_printed_and_then_the_top_changes()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, "b1", Side.Sell, 5, 2.6m));
        WireClient desk = venue.LogOn(TestVenue.DeskSession);
        desk.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Future });
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 2, 2.6m));
        MarketPrint print = desk.Single<MarketPrint>();
        Assert.Equal((2L, 2, Side.Buy), (print.SequenceNumber, print.Quantity, print.AggressorSide));
        Assert.Equal(Price.FromDollars(2.6m), print.Price);
        MarketIncrement increment = desk.Single<MarketIncrement>();
        Assert.Equal((3L, 3L), (increment.SequenceNumber, increment.BestAsk!.Value.Quantity));
    }

    [Fact]
    public void A_forward_window_shows_best_to_all_and_dealable_by_credit()
    {
        using TestVenue venue = new();
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient desk = venue.LogOn(TestVenue.DeskSession);
        alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        desk.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        beta.Request(DemoMarket.Gpus(DemoMarket.Beta, "b1", Side.Sell, 64, 2.5m));
        Assert.Equal(64, alpha.Single<MarketIncrement>().DealableAsk!.Value.Quantity);
        Assert.Equal(64, desk.Single<MarketIncrement>().BestAsk!.Value.Quantity);
        Assert.Null(desk.Single<MarketIncrement>().DealableAsk);
    }

    [Fact]
    public void The_same_subscription_again_gives_a_new_snapshot()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (int i = 0; i < 2; i++)
            alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        Assert.Equal([1L, 2L], alpha.All<MarketSnapshot>().Select(snapshot => snapshot.SequenceNumber));
    }

    [Fact]
    public void An_ended_subscription_is_silent()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Future });
        alpha.Send(new Subscribe { SubscriptionId = 2, Instrument = DemoMarket.Window });
        alpha.Send(new Unsubscribe { SubscriptionId = 1 });
        alpha.Send(new Unsubscribe { SubscriptionId = 2 });
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 2, 2.6m));
        alpha.Request(DemoMarket.Gpus(DemoMarket.Alpha, "a2", Side.Buy, 64, 2.6m));
        Assert.Equal(2, alpha.Reports.Count);
        Assert.Empty(alpha.All<MarketIncrement>());
    }

    [Fact]
    public void A_slow_reader_gets_the_present_in_place_of_the_history()
    {
        using TestVenue venue = new(new GatewayOptions { ConflateAboveBytes = 1_024 });
        WireClient slow = venue.Connect(capacityBytes: 1_024);
        slow.LogOn(TestVenue.AlphaSession);
        slow.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Future });
        Assert.Single(slow.All<MarketSnapshot>());
        slow.Reads = false;
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        for (int i = 1; i <= 500; i++)
            beta.Request(DemoMarket.Lots(DemoMarket.Beta, $"b{i}", Side.Buy, 1, 2.5m));
        slow.Reads = true;
        MarketSnapshot last = slow.All<MarketSnapshot>()[^1];
        Assert.Equal(500, last.Top.BestBid.Quantity);
        Assert.Equal(502, last.SequenceNumber);
        Assert.InRange(slow.All<MarketIncrement>().Count, 1, 250);
        Assert.Equal(DisconnectReason.None, slow.EndReason);
    }

    [Fact]
    public void A_book_that_there_is_not_is_refused_and_the_session_goes_on()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        Instrument unlisted = Instrument.Future(new BasketId(1), DeliveryMonth.Of(2030, 1));
        alpha.Send(new Subscribe { SubscriptionId = 3, Instrument = unlisted });
        Assert.Equal(
            new SubscriptionRefused { SubscriptionId = 3, Reason = QueryRefusal.UnknownInstrument },
            alpha.Single<SubscriptionRefused>());
        alpha.Send(new Subscribe { SubscriptionId = 3, Instrument = DemoMarket.Future });
        Assert.Single(alpha.All<MarketSnapshot>());
    }

    [Fact]
    public void One_subscription_more_than_there_may_be_is_refused()
    {
        using TestVenue venue = new(new GatewayOptions { MaxSubscriptions = 1 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Future });
        alpha.Send(new Subscribe { SubscriptionId = 2, Instrument = DemoMarket.Window });
        Assert.Equal(QueryRefusal.TooMany, alpha.Single<SubscriptionRefused>().Reason);
    }

    [Fact]
    public void A_snapshot_on_request_is_for_operators_and_is_answered_when_it_is_on_disk()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient desk = venue.LogOn(TestVenue.DeskSession);
        alpha.Send(new SnapshotNow { QueryId = 1 });
        Assert.Equal(QueryRefusal.NotPermitted, alpha.Single<QueryRefused>().Reason);
        desk.Send(new SnapshotNow { QueryId = 2 });
        Assert.Equal(1, venue.Engine.SnapshotsAsked);
        Assert.Empty(desk.All<SnapshotTaken>());
        venue.Gateway.Listener.OnSnapshot(77);
        venue.Pump();
        Assert.Equal(new SnapshotTaken { QueryId = 2, Sequence = 77 }, desk.Single<SnapshotTaken>());
    }
}
