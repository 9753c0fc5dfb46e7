using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>Best against dealable: what the book showed on the other side when a principal came, and what its credit let it
/// deal at.</summary>
internal sealed class DealableTally
{
    /// <summary>Orders of principals that found a price on the other side.</summary>
    public long Samples { get; private set; }

    /// <summary>Of these, those whose best price was dealable.</summary>
    public long AtBest { get; private set; }

    /// <summary>Those that could deal, at a worse price.</summary>
    public long AtWorse { get; private set; }

    /// <summary>Those that could not deal at all.</summary>
    public long Nothing => Samples - AtBest - AtWorse;

    /// <summary>By how much the dealable price was worse where it was, on average, in dollars per GPU-hour.</summary>
    public double MeanGap => AtWorse == 0 ? 0 : (double)_gapTicks / AtWorse / Price.TicksPerDollar;

    private long _gapTicks;

    /// <summary>Looks at the book just before an order is applied.</summary>
    public void Look(Exchange exchange, in NewOrder order)
    {
        if (order.Instrument.IsBasket
            || exchange.Top(order.Participant, order.Instrument, out TopOfBook top) != RejectReason.None)
            return;
        bool buys = order.Side == Side.Buy;
        PriceQuantity best = buys ? top.BestAsk : top.BestBid;
        PriceQuantity dealable = buys ? top.DealableAsk : top.DealableBid;
        if (best.Quantity == 0)
            return;
        Samples++;
        if (dealable.Quantity == 0)
            return;
        int gap = Math.Abs(dealable.Price.Ticks - best.Price.Ticks);
        if (gap == 0)
            AtBest++;
        else
            AtWorse++;
        _gapTicks += gap;
    }
}
