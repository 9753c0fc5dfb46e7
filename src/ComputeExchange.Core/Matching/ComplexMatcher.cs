using ComputeExchange.Core.Books;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Matching.Covers;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>One order is one job: tries a complex buy in each of its markets and starts, carries the best run out, and binds
/// the order to where it was filled.</summary>
internal sealed class ComplexMatcher(
    EngineClock clock, TradingSettings settings, OrderLifecycle lifecycle, TradeBooking booking)
{
    private readonly CoverPlanner _planner = new();
    private CoverPlan _best = new();
    private CoverPlan _trial = new();

    /// <summary>A complex buy looks at all offers at their prices: as it enters, or again after credit was freed.</summary>
    public void Match(Order buy)
    {
        if (Plan(buy, incoming: null, SellTurn.None))
            CarryOut(buy, Side.Buy);
    }

    /// <summary>A resting complex buy gets one turn at an incoming sell.</summary>
    public void TakeTurn(Order buy, Order incoming, SellTurn turn)
    {
        if (Plan(buy, incoming, turn))
            CarryOut(buy, Side.Sell);
    }

    /// <summary>Whether the buy would trade.</summary>
    public bool WouldTrade(Order buy) => Plan(buy, incoming: null, SellTurn.None);

    /// <summary>Whether the buy would trade in a turn.</summary>
    public bool WouldTrade(Order buy, Order incoming, SellTurn turn) => Plan(buy, incoming, turn);

    /// <summary>Whether a resting complex buy gets turns at an incoming sell: another participant's, whose workload the sell
    /// supports and which has an allowed window that overlaps the sell's.</summary>
    public bool IsEligible(Order buy, Order sell)
    {
        if (buy.Owner == sell.Owner || !sell.Supports(buy.Workload))
            return false;
        int first = FirstStart(buy, sell.Market!, sell);
        return first < EndOfStarts(buy, sell);
    }

    /// <summary>Tries alternatives in their order and starts ascending, and keeps the best run; false if none trades.</summary>
    private bool Plan(Order buy, Order? incoming, SellTurn turn)
    {
        _best.Clear();
        WindowTerms terms = buy.Terms!;
        for (int m = 0; m < terms.MarketCount; m++)
        {
            MarketLimit at = terms.MarketAt(m);
            if (settings.IsHalted(at.Market) || incoming is not null && at.Market != incoming.Market)
                continue;
            int first = FirstStart(buy, at.Market, incoming), end = EndOfStarts(buy, incoming);
            if (first >= end)
                continue;
            DeliveryWindow span = DeliveryWindow.Between(StartAt(buy, first).StartHour, StartAt(buy, end - 1).EndHour);
            if (!_planner.Begin(buy, at.Market, at.LimitTicks, span, incoming, turn))
                continue;
            for (int i = first; i < end; i++)
            {
                _planner.Run(StartAt(buy, i), _trial, _best);
                if (_trial.IsBetterThan(_best))
                    (_best, _trial) = (_trial, _best);
            }
        }
        return _best.Filled > 0;
    }

    private void CarryOut(Order buy, Side aggressor)
    {
        CoverPlan plan = _best;
        if (!buy.Terms!.IsPinned)
            lifecycle.Pin(buy, plan.Market, plan.LimitTicks, plan.Window);
        long group = 0;
        for (int i = 0; i < plan.PartCount; i++)
        {
            if (plan[i].IsFirst)
                group = booking.NextGroup();
            booking.BookPart(buy, plan[i], group, plan[i].IsFirst, aggressor);
        }
        lifecycle.FinishIfDone(buy);
    }

    /// <summary>The first start whose gate is ahead and, with an incoming sell, whose window ends after the sell's begins;
    /// the number of starts when there is none.</summary>
    private int FirstStart(Order buy, Market market, Order? incoming)
    {
        WindowTerms terms = buy.Terms!;
        long from = clock.Now.Hour + 1L + market.LeadHours;
        if (incoming is not null)
            from = Math.Max(from, (long)incoming.Window.StartHour - buy.Window.Hours + 1);
        long index = (from - buy.Window.StartHour + terms.Step - 1) / terms.Step;
        return (int)Math.Clamp(index, 0, terms.StartCount);
    }

    /// <summary>How many starts there are before an incoming sell's window ends, or in all.</summary>
    private static int EndOfStarts(Order buy, Order? incoming)
    {
        WindowTerms terms = buy.Terms!;
        if (incoming is null)
            return terms.StartCount;
        long before = (long)incoming.Window.EndHour - buy.Window.StartHour;
        return before <= 0 ? 0 : (int)Math.Min((before - 1) / terms.Step + 1, terms.StartCount);
    }

    private static DeliveryWindow StartAt(Order buy, int index) =>
        buy.Window with { StartHour = buy.Window.StartHour + index * buy.Terms!.Step };
}
