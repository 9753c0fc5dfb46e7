namespace ComputeExchange.Gateway.Tests;

/// <summary>What waits between gateway and engine is bounded, in both directions.</summary>
public sealed class EngineBoundsTests
{
    private const int SilentMillis = 30_000;

    [Fact]
    public void While_one_session_subscribes_without_end_only_its_own_connection_is_read_no_more()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.Connect(capacityBytes: 1 << 22);
        alpha.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        WireClient desk = venue.LogOn(TestVenue.DeskSession);
        beta.Request(DemoMarket.Gpus(DemoMarket.Beta, "b1", Side.Sell, 64, 2.5m));
        venue.Engine.Capacity = 0;
        for (int i = 0; i < GatewayOptions.MaxWaitingForEngine; i++)
            if (i % 2 == 0)
                alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
            else
                alpha.Send(new Unsubscribe { SubscriptionId = 1 });
        Assert.Equal(GatewayOptions.MaxWaitingOfConnection, venue.Gateway.WaitingForEngine);
        beta.Request(Command.Of(default, new CancelOrder { Participant = DemoMarket.Beta, OrigClOrdId = ClOrdId.Parse("b1") }));
        desk.Request(Command.Of(default, new SetKillSwitch { Participant = DemoMarket.Alpha, On = true }));

        // The engine has room for one thing at a time, and the flood goes on: both are in before it is over.
        venue.Engine.Capacity = 1;
        Assert.Equal(CommandKind.SetKillSwitch, NextApplied(venue));
        Assert.Equal(CommandKind.CancelOrder, NextApplied(venue));
        Assert.InRange(venue.Gateway.WaitingForEngine, GatewayOptions.MaxWaitingOfConnection - 1, int.MaxValue);

        venue.Pump();
        Assert.Equal(0, venue.Gateway.WaitingForEngine);
        Assert.Equal(ExecutionType.Cancelled, beta.Reports[^1].Type);
    }

    [Fact]
    public void A_connection_that_is_not_read_for_its_own_share_is_not_cut_off_for_its_silence()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        venue.Engine.Capacity = 0;
        Flood(venue, alpha);
        Assert.InRange(
            venue.Gateway.WaitingForEngine, GatewayOptions.MaxWaitingOfConnection, GatewayOptions.MaxWaitingOfConnection + 1);
        venue.Pass(SilentMillis, pieceMillis: 500);
        Assert.Equal(DisconnectReason.None, alpha.EndReason);
    }

    [Fact]
    public void While_too_much_of_many_waits_for_the_engine_no_client_is_read_and_none_is_cut_off_for_that()
    {
        const int connections = GatewayOptions.MaxWaitingForEngine / GatewayOptions.MaxWaitingOfConnection;
        using TestVenue venue = new();
        WireClient[] flood = [.. Enumerable.Range(0, connections).Select(i => LogOnNew(venue, $"flood-{i}"))];
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        venue.Engine.Capacity = 0;
        foreach (WireClient alpha in flood)
            Flood(venue, alpha);
        int waiting = venue.Gateway.WaitingForEngine;
        Assert.InRange(waiting, GatewayOptions.MaxWaitingForEngine, GatewayOptions.MaxWaitingForEngine + 2);
        beta.Request(DemoMarket.Gpus(DemoMarket.Beta, "b1", Side.Sell, 64, 2.5m));
        beta.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        venue.Pass(SilentMillis, pieceMillis: 500);
        Assert.Equal(waiting, venue.Gateway.WaitingForEngine);
        Assert.All(flood.Append(beta), client => Assert.Equal(DisconnectReason.None, client.EndReason));

        venue.Engine.Capacity = 1_024;
        venue.Pump();
        Assert.Equal(0, venue.Gateway.WaitingForEngine);
        Assert.Equal(ExecutionType.New, Assert.Single(beta.Reports).Type);
        Assert.Equal(1u, beta.All<MarketSnapshot>()[^1].SubscriptionId);
        Assert.Equal(1u, flood[0].All<MarketSnapshot>()[^1].SubscriptionId);
    }

    [Fact]
    public void A_connection_that_ends_while_the_engine_has_no_room_leaves_one_command_behind()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        for (uint id = 1; id <= 50; id++)
            alpha.Send(new Subscribe { SubscriptionId = id, Instrument = DemoMarket.Window });
        venue.Engine.Capacity = 0;
        alpha.Cut();
        Assert.Equal(1, venue.Gateway.WaitingForEngine);
    }

    [Fact]
    public void Answers_to_subscriptions_that_the_gateway_does_not_take_cut_everyone_off_and_the_present_is_told_anew()
    {
        using TestVenue venue = new(new GatewayOptions { MaxInboxBytes = 1 << 20 });
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        const int many = 3_000;
        for (int i = 1; i <= many; i++)
        {
            Command order = Command.Of(venue.Engine.Header(), DemoMarket.Gpus(DemoMarket.Beta, $"b{i}", Side.Sell, 8, 2.5m));
            Assert.True(venue.Engine.TrySubmit(order, default));
            venue.Engine.Run();
        }

        venue.Pump();
        Assert.Equal(DisconnectReason.SlowReader, alpha.EndReason);
        WireClient again = venue.LogOn(TestVenue.AlphaSession);
        again.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        Assert.Equal(8L * many, again.Single<MarketSnapshot>().Top.BestAsk.Quantity);
    }

    /// <summary>One step of the gateway and one of the engine.</summary>
    private static CommandKind NextApplied(TestVenue venue)
    {
        venue.Gateway.Step();
        venue.Engine.Run();
        return venue.Engine.Applied[^1].Kind;
    }

    /// <summary>Subscribes to one market and another in turn until nothing more of it is read.</summary>
    private static void Flood(TestVenue venue, WireClient client)
    {
        int waiting;
        uint sent = 0;
        do
        {
            waiting = venue.Gateway.WaitingForEngine;
            client.Send(new Subscribe { SubscriptionId = 1, Instrument = ++sent % 2 == 0 ? DemoMarket.Window : OtherWindow });
        }
        while (venue.Gateway.WaitingForEngine > waiting);
    }

    private static WireClient LogOnNew(TestVenue venue, string session)
    {
        venue.Keys.Create(session, "ALPHA", ParticipantKind.Dealer);
        return venue.LogOn(session);
    }

    private static Instrument OtherWindow => Instrument.Forward(
        DemoMarket.Market, new DeliveryWindow(DemoMarket.Window.Window.StartHour, DemoMarket.Window.Window.Hours * 2));
}
