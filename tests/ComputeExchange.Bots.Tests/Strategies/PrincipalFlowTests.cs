using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Bots.Tests.Strategies;

public class PrincipalFlowTests
{
    private static readonly WorkloadId Inference = new(1);

    [Fact]
    public void The_same_seed_gives_the_same_orders_whatever_traded()
    {
        MarketView view = SmallMarket.View((2, 3));
        Inventory busy = new();
        busy.Fill(Instrument.Forward(SmallMarket.East.Id, new DeliveryWindow(view.TomorrowHour, 24)), Side.Buy, 8);

        foreach (PrincipalBusiness business in Enum.GetValues<PrincipalBusiness>())
            Assert.Equal(OrdersOf(business, 3, view, new Inventory()), OrdersOf(business, 3, view, busy));
    }

    [Theory]
    [InlineData(PrincipalBusiness.Neocloud, Side.Sell)]
    [InlineData(PrincipalBusiness.DataCentre, Side.Sell)]
    [InlineData(PrincipalBusiness.InferencePlatform, Side.Buy)]
    [InlineData(PrincipalBusiness.ApplicationCompany, Side.Buy)]
    public void Owners_of_capacity_sell_and_users_buy(PrincipalBusiness business, Side side)
    {
        Assert.All(OrdersOf(business, 5, SmallMarket.View((2, 3)), new Inventory()), order => Assert.Equal(side, order.Side));
    }

    [Fact]
    public void Neoclouds_offer_divisible_capacity_and_inference_platforms_assemble()
    {
        MarketView view = SmallMarket.View((2, 3));

        Assert.All(OrdersOf(PrincipalBusiness.Neocloud, 5, view, new()), order => Assert.True(order.Has(GivenTerms.Divisible)));
        NewOrder[] wanted = OrdersOf(PrincipalBusiness.InferencePlatform, 5, view, new Inventory());
        Assert.All(wanted, order => Assert.InRange(order.MaxParts, 2, Limits.MaxParts));
        Assert.Contains(wanted, order => order.Has(GivenTerms.LatestStart));
        Assert.Contains(wanted, order => order.Alternatives.Count > 0);
        Assert.Contains(wanted, order => order.Workload == Inference);
    }

    [Fact]
    public void Some_orders_are_plain()
    {
        MarketView view = SmallMarket.View((2, 3));

        Assert.Contains(OrdersOf(PrincipalBusiness.DataCentre, 5, view, new()), order => order.Given == GivenTerms.Price);
        Assert.Contains(OrdersOf(PrincipalBusiness.ApplicationCompany, 5, view, new()), order => order.Given == GivenTerms.Price);
    }

    [Fact]
    public void No_seed_and_no_price_make_an_order_that_the_rules_of_entry_call_malformed()
    {
        Prop.ForAll<ulong, PositiveInt>((seed, cents) =>
        {
            MarketView view = SmallMarket.View((cents.Get / 100.0, cents.Get / 70.0));
            return Enum.GetValues<PrincipalBusiness>()
                .SelectMany(business => OrdersOf(business, seed, view, new Inventory()))
                .All(order => IsWellFormed(order, view.Now.Hour));
        }).QuickCheckThrowOnFailure();
    }

    private static bool IsWellFormed(NewOrder order, int hour)
    {
        DeliveryWindow window = order.Instrument.Window;
        int latest = order.Has(GivenTerms.LatestStart) ? order.LatestStartHour : window.StartHour;
        int starts = (latest - window.StartHour) / Math.Max(1, order.Step) + 1;
        int steps = starts * (1 + order.Alternatives.Count) * window.Hours * order.MaxParts;
        return order.Quantity > 0 && order.Quantity % 8 == 0
            && order.LimitTicks is >= 1 and <= Price.MaxTicks
            && window.IsValid && window.StartHour > hour + 1
            && order.Divisible <= window.Hours && order.MinSlice <= window.Hours
            && (order.MaxParts <= 1 || steps <= Limits.MaxSearchSteps)
            && Enumerable.Range(0, order.Alternatives.Count).All(i => order.Alternatives[i].Market != order.Instrument.Market);
    }

    private static NewOrder[] OrdersOf(PrincipalBusiness business, ulong seed, MarketView view, Inventory own)
    {
        PrincipalSettings settings = new(SmallMarket.Desk, "p", business, Inference) { Orders = 40 };
        return [.. new PrincipalFlow(settings, new SeededRandom(seed)).Step(view, own).Select(command => command.NewOrder)];
    }
}
