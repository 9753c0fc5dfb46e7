using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>The second computation: what was paid and received, and what is held, at its mark.</summary>
/// <remarks>It knows nothing of ratios, indices or changes, and adds up only when asked: total = cash + value of what is held.
/// Forwards are paid in full at the trade here (credit and invoicing are elsewhere); delivered hours are cash at the mark at
/// which they left. A market without a mark is worth what was paid for it.</remarks>
public sealed class CashAndMarks : IProfitAndLossEvents
{
    private readonly Dictionary<MarketId, Capacity> _capacity = [];
    private readonly Dictionary<BasketContract, Futures> _futures = [];
    private ExactDollars _cash;

    /// <summary>Cash so far, forwards of unmarked markets left out.</summary>
    public ExactDollars Cash => _cash;

    /// <summary>Profit and loss: cash and what is held.</summary>
    public ExactDollars Total
    {
        get
        {
            ExactDollars total = _cash;
            foreach (Capacity held in _capacity.Values)
            {
                if (held.MarkNanos is long mark)
                    total += ExactDollars.OfNanos(held.GpuHours, mark);
            }
            foreach ((BasketContract contract, Futures held) in _futures)
                total += held.LotValue(contract) * held.Lots;
            return total;
        }
    }

    /// <inheritdoc/>
    public void ForwardTrade(MarketId market, long gpuHours, Price price)
    {
        Capacity held = Held(market);
        ExactDollars cost = ExactDollars.OfTicks(gpuHours, price.Ticks);
        held.GpuHours += gpuHours;
        if (held.MarkNanos is null)
            held.UnmarkedCost += cost;
        else
            _cash -= cost;
    }

    /// <inheritdoc/>
    public void Delivered(MarketId market, long gpuHours)
    {
        Capacity held = Held(market);
        if (held.MarkNanos is long mark)
            Deliver(held, gpuHours, mark);
        else
            held.DeliveredUnmarked += gpuHours;
    }

    /// <inheritdoc/>
    public void MarkMarket(MarketId market, long nanos)
    {
        Capacity held = Held(market);
        if (held.MarkNanos is null)
        {
            _cash -= held.UnmarkedCost;
            Deliver(held, held.DeliveredUnmarked, nanos);
        }
        held.MarkNanos = nanos;
    }

    /// <inheritdoc/>
    public void MarkIndex(BasketId basket, long nanos)
    {
        // Cash and holdings do not depend on the index.
    }

    /// <inheritdoc/>
    public void SetRatio(MarketId market, BasketId basket, long ratioMicros)
    {
        // Nor on how the desk explains them.
    }

    /// <inheritdoc/>
    public void BasketFill(BasketContract contract, long lots, Price price)
    {
        Futures held = Held(contract);
        _cash -= ExactDollars.OfTicks((Int128)lots * contract.Multiplier, price.Ticks);
        held.Lots += lots;
        held.LastFillTicks = price.Ticks;
    }

    /// <inheritdoc/>
    public void MarkFuture(BasketContract contract, long nanos) => Held(contract).MarkNanos = nanos;

    /// <inheritdoc/>
    public void Settlement(BasketContract contract, Price price)
    {
        _cash += ExactDollars.OfTicks((Int128)Held(contract).Lots * contract.Multiplier, price.Ticks);
        _futures.Remove(contract);
    }

    /// <inheritdoc/>
    public void Fee(Money fee) => _cash -= ExactDollars.OfTicks(1, fee.Units);

    internal void Save(BinaryWriter to)
    {
        to.Write(_cash);
        to.Write(_capacity.Count);
        foreach ((MarketId market, Capacity held) in _capacity.OrderBy(held => (held.Key.Sku.Value, held.Key.Region.Value)))
        {
            to.Write(market);
            to.Write(held.GpuHours);
            to.Write(held.MarkNanos);
            to.Write(held.UnmarkedCost);
            to.Write(held.DeliveredUnmarked);
        }
        to.Write(_futures.Count);
        foreach ((BasketContract contract, Futures held) in _futures.OrderBy(held => BasketContract.OrderOf(held.Key)))
        {
            to.Write(contract);
            to.Write(held.Lots);
            to.Write(held.LastFillTicks);
            to.Write(held.MarkNanos);
        }
    }

    internal static CashAndMarks Load(BinaryReader from)
    {
        CashAndMarks loaded = new() { _cash = from.ReadDollars() };
        for (int left = from.ReadCount(); left > 0; left--)
        {
            Capacity held = loaded.Held(from.ReadMarket());
            held.GpuHours = from.ReadInt64();
            held.MarkNanos = from.ReadOptional();
            held.UnmarkedCost = from.ReadDollars();
            held.DeliveredUnmarked = from.ReadInt64();
        }
        for (int left = from.ReadCount(); left > 0; left--)
        {
            Futures held = loaded.Held(from.ReadContract());
            held.Lots = from.ReadInt64();
            held.LastFillTicks = from.ReadInt32();
            held.MarkNanos = from.ReadOptional();
        }
        return loaded;
    }

    private void Deliver(Capacity held, long gpuHours, long markNanos)
    {
        held.GpuHours -= gpuHours;
        _cash += ExactDollars.OfNanos(gpuHours, markNanos);
    }

    private Capacity Held(MarketId market)
    {
        if (!_capacity.TryGetValue(market, out Capacity? held))
            _capacity.Add(market, held = new Capacity());
        return held;
    }

    private Futures Held(BasketContract contract)
    {
        if (!_futures.TryGetValue(contract, out Futures? held))
            _futures.Add(contract, held = new Futures());
        return held;
    }

    private sealed class Capacity
    {
        public long GpuHours;
        public long? MarkNanos;
        public ExactDollars UnmarkedCost;
        public long DeliveredUnmarked;
    }

    private sealed class Futures
    {
        public long Lots;
        public int LastFillTicks;
        public long? MarkNanos;

        public ExactDollars LotValue(BasketContract contract) => MarkNanos is long mark
            ? ExactDollars.OfNanos(contract.Multiplier, mark)
            : ExactDollars.OfTicks(contract.Multiplier, LastFillTicks);
    }
}
