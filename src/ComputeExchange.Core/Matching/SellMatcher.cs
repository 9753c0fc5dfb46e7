using ComputeExchange.Core.Books;
using ComputeExchange.Core.Matching.Covers;
using ComputeExchange.Core.Orders;

namespace ComputeExchange.Core.Matching;

/// <summary>The walk of an incoming sell: plain and complex buys of its market alike, by their limit there, then place.
/// What is left of it then gives each complex buy a second turn.</summary>
internal sealed class SellMatcher(ForwardMatcher plain, ComplexMatcher complex)
{
    private readonly BidWalk _bids = new();
    private readonly List<ComplexEntry> _turns = [];

    public void Match(Order sell)
    {
        GatherTurns(sell);
        if (_turns.Count == 0)
        {
            plain.MatchSell(sell, Look.Entering);
            return;
        }
        if (!Walk(sell) || sell.IsMarket)
            return;
        foreach (ComplexEntry turn in _turns)
        {
            if (!sell.IsOpen)
                return;
            if (turn.Order.IsOpen && complex.IsEligible(turn.Order, sell))
                complex.TakeTurn(turn.Order, sell, SellTurn.Second);
        }
    }

    /// <summary>An all-or-none sell that the plain buys do not take whole gives each complex buy its first turn.</summary>
    public void OfferWhole(Order sell)
    {
        GatherTurns(sell);
        foreach (ComplexEntry turn in _turns)
        {
            if (!sell.IsOpen)
                return;
            complex.TakeTurn(turn.Order, sell, SellTurn.First);
        }
    }

    /// <summary>Whether the walk would trade; nothing happens.</summary>
    public bool WouldTrade(Order sell)
    {
        if (sell.AllOrNone)
            return plain.Trial(sell, sell.Leaves, Look.Entering) >= sell.Leaves || AnyTurnTrades(sell, SellTurn.First);
        return WalkWouldTrade(sell);
    }

    /// <summary>False when self-match prevention cancelled the sell.</summary>
    private bool Walk(Order sell)
    {
        _bids.Begin(sell);
        int next = 0;
        while (sell.IsOpen)
        {
            Order? bid = NextBid(sell);
            if (next < _turns.Count && IsTurnNext(_turns[next], bid))
                complex.TakeTurn(_turns[next++].Order, sell, SellTurn.First);
            else if (bid is null)
                return true;
            else if (!plain.MeetBid(sell, _bids.Take(), Look.Entering))
                return false;
        }
        return true;
    }

    private bool WalkWouldTrade(Order sell)
    {
        GatherTurns(sell);
        _bids.Begin(sell);
        for (int next = 0; ;)
        {
            Order? bid = NextBid(sell);
            if (next < _turns.Count && IsTurnNext(_turns[next], bid))
            {
                if (complex.WouldTrade(_turns[next++].Order, sell, SellTurn.First))
                    return true;
                continue;
            }
            if (bid is null)
                return AnyTurnTrades(sell, SellTurn.Second);
            switch (plain.TryBid(sell, _bids.Take()))
            {
                case FirstTrade.Trades: return true;
                case FirstTrade.AggressorCancelled: return false;
            }
        }
    }

    private bool AnyTurnTrades(Order sell, SellTurn turn)
    {
        GatherTurns(sell);
        foreach (ComplexEntry entry in _turns)
            if (complex.WouldTrade(entry.Order, sell, turn))
                return true;
        return false;
    }

    private void GatherTurns(Order sell)
    {
        _turns.Clear();
        ComplexBook buys = sell.Market!.ComplexBuys;
        int i = -1;
        while ((i = buys.NextOverlapping(sell.Window, i + 1)) < buys.Count)
            if (complex.IsEligible(buys[i].Order, sell))
                _turns.Add(buys[i]);
    }

    /// <summary>The next plain buy that the sell's price accepts.</summary>
    private Order? NextBid(Order sell)
    {
        if (_bids.Next is not { } bid || sell.Accepts(bid.LimitTicks))
            return _bids.Next;
        _bids.End();
        return null;
    }

    private static bool IsTurnNext(in ComplexEntry turn, Order? bid) =>
        bid is null || (turn.LimitTicks != bid.LimitTicks
            ? turn.LimitTicks > bid.LimitTicks
            : turn.Order.Place < bid.Place);
}
