namespace ComputeExchange.Gateway.Tests;

/// <summary>What waits between gateway and engine is bounded, in both directions.</summary>
public sealed class EngineBoundsTests
{
    private const int SilentMillis = 30_000;

    [Fact]
    public void While_too_much_waits_for_the_engine_no_client_is_read_and_none_is_cut_off_for_that()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        venue.Engine.Capacity = 0;
        int waiting;
        uint sent = 0;
        do
        {
            waiting = venue.Gateway.WaitingForEngine;
            alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = ++sent % 2 == 0 ? DemoMarket.Window : OtherWindow });
        }
        while (venue.Gateway.WaitingForEngine > waiting);
        Assert.InRange(waiting, GatewayOptions.MaxWaitingForEngine, GatewayOptions.MaxWaitingForEngine + 2);
        beta.Request(DemoMarket.Gpus(DemoMarket.Beta, "b1", Side.Sell, 64, 2.5m));
        alpha.Send(new Subscribe { SubscriptionId = 1, Instrument = DemoMarket.Window });
        venue.Pass(SilentMillis, pieceMillis: 500);
        Assert.Equal(waiting, venue.Gateway.WaitingForEngine);
        Assert.Equal((DisconnectReason.None, DisconnectReason.None), (alpha.EndReason, beta.EndReason));

        venue.Engine.Capacity = 1_024;
        venue.Pump();
        Assert.Equal(0, venue.Gateway.WaitingForEngine);
        Assert.Equal(ExecutionType.New, Assert.Single(beta.Reports).Type);
        Assert.Equal(1u, alpha.All<MarketSnapshot>()[^1].SubscriptionId);
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

    private static Instrument OtherWindow => Instrument.Forward(
        DemoMarket.Market, new DeliveryWindow(DemoMarket.Window.Window.StartHour, DemoMarket.Window.Window.Hours * 2));
}
