using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>What must hold after every command, whatever the rules in between: so the yardstick is itself measured.</summary>
internal sealed class MarketInvariants(ReferenceExchange exchange)
{
    private readonly Dictionary<(ParticipantId, ClOrdId), (ParticipantId, ClOrdId)> _firstIds = [];
    private readonly Dictionary<((ParticipantId, ClOrdId) Order, int Hour), long> _sold = [];
    private readonly Dictionary<(ParticipantId, ClOrdId), long> _offered = [];

    public void HoldAfter(in Command command, List<Event> events)
    {
        foreach (Event happened in events)
            Follow(command, happened);
        foreach (IGrouping<long, Trade> cover in events.Where(happened => happened.Kind == EventKind.Trade)
            .Select(happened => happened.Trade).GroupBy(trade => trade.Group))
        {
            NobodyPaysOverItsLimit([.. cover]);
        }
        foreach (ModelOrder order in exchange.Market.Orders)
            IsWhole(order);
        NoTwoRestingOrdersCouldTrade();
    }

    private void Follow(in Command command, in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.New:
                OrderState entered = happened.Accepted.Order;
                _firstIds[(entered.Participant, entered.ClOrdId)] = (entered.Participant, ClOrdId.Parse($"#{entered.Entry}"));
                if (command.Kind == CommandKind.NewOrder)
                    _offered[_firstIds[(entered.Participant, entered.ClOrdId)]] = command.NewOrder.Quantity;
                break;
            case EventKind.Replaced:
                OrderState replaced = happened.Replaced.Order;
                (ParticipantId, ClOrdId) first = _firstIds[(replaced.Participant, happened.Replaced.OrigClOrdId)];
                _firstIds[(replaced.Participant, replaced.ClOrdId)] = first;
                if (command.Kind == CommandKind.ReplaceOrder && command.ReplaceOrder.Has(ReplacedTerms.Gpus))
                    _offered[first] = command.ReplaceOrder.Gpus;
                break;
            case EventKind.Trade when !happened.Trade.Instrument.IsBasket:
                NoHourIsOversold(happened.Trade);
                NoCreditIsPassed(happened.Trade);
                break;
        }
    }

    private void NoHourIsOversold(in Trade trade)
    {
        (ParticipantId, ClOrdId) order = _firstIds[(trade.Sell.Participant, trade.Sell.ClOrdId)];
        for (int hour = trade.Instrument.Window.StartHour; hour < trade.Instrument.Window.EndHour; hour++)
        {
            long sold = _sold[(order, hour)] = _sold.GetValueOrDefault((order, hour)) + trade.Quantity;
            Assert.True(sold <= _offered[order], $"hour {hour} of {trade.Sell.ClOrdId} sold {sold} times of {_offered[order]}");
        }
    }

    private void NoCreditIsPassed(in Trade trade)
    {
        (ParticipantId buyer, ParticipantId seller) = (trade.Buy.Participant, trade.Sell.Participant);
        Assert.NotEqual(buyer, seller);
        foreach ((ParticipantId, ParticipantId) between in new[] { (buyer, seller), (seller, buyer) })
        {
            ModelLine line = exchange.Market.Lines[between];
            Assert.True(line.Used <= (Int128)line.Limit.Units * Limits.FullAddOn, $"the line {between} is used beyond its limit");
        }
    }

    /// <summary>A buy pays at most its limit on average, a seller gets at least its own, in every cover.</summary>
    private static void NobodyPaysOverItsLimit(List<Trade> cover)
    {
        foreach (Trade trade in cover)
        {
            Assert.NotEqual(trade.Buy.Participant, trade.Sell.Participant);
            Assert.True(trade.Price.Ticks >= trade.Sell.Limit.Ticks, "a seller got less than its limit");
        }
        Trade first = cover[0];
        if (first.Buy.Limit.Ticks == 0)
            return;
        long hours = first.Instrument.IsBasket ? 1 : first.Buy.Instrument.Window.Hours;
        long paid = cover.Sum(trade => (long)trade.Price.Ticks * (trade.Instrument.IsBasket ? 1 : trade.Instrument.Window.Hours));
        Assert.True(paid <= first.Buy.Limit.Ticks * hours, $"{first.Buy.ClOrdId} pays {paid} over {hours} hours");
    }

    private static void IsWhole(ModelOrder order)
    {
        Assert.True(order.Leaves > 0);
        Assert.True(order.Terms.TimeInForce is not TimeInForce.ImmediateOrCancel and not TimeInForce.FillOrKill);
        Assert.All(order.Profile(), run => Assert.InRange(run.Gpus, 1, order.Quantity));
        if (order.IsIceberg)
            Assert.InRange(order.Shown, 1, Math.Min(order.Leaves, order.Terms.DisplayQuantity));
    }

    /// <summary>SPEC 4: "After every command no two resting orders that could trade with each other remain, but for AllOrNone
    /// and
    /// own orders."</summary>
    private void NoTwoRestingOrdersCouldTrade()
    {
        ModelMarket market = exchange.Market;
        foreach (ModelOrder buy in market.Orders.Where(order => order.IsBuy && !order.Terms.AllOrNone))
        {
            foreach (ModelOrder sell in market.Orders.Where(order => !order.IsBuy && !order.Terms.AllOrNone
                && order.Participant != buy.Participant && PlainMatching.IsCandidate(buy, order)))
            {
                // Whichever came first sets the price.
                long price = buy.Entry < sell.Entry ? buy.Limit : sell.Limit;
                bool screened = buy.IsBasket || market.Screens(buy.Participant, sell.Participant, price, buy.Window.Hours,
                    market.Reference.LotOf(buy.Terms.Instrument.Market));
                Assert.False(screened, $"{buy.Id} and {sell.Id} rest and could trade");
            }
            bool hasCover = buy.IsComplex && !buy.Terms.Has(GivenTerms.MinQuantity)
                && buy.Choices().Any(choice => Deadlines.Gate(choice, market.Reference) > market.Now
                    && new CoverSearch(market, buy, choice, Turn.AtRest).Cheapest() is not null);
            Assert.False(hasCover, $"{buy.Id} rests and has a cover");
        }
    }
}
