namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>The first computation: profit and loss as it arises, each amount put to its part when it happens.</summary>
/// <remarks>
/// A market without a mark has no profit and loss: its trades wait, at cost, and its delivered hours wait with them; the first
/// mark books their spread and lets the delivered go. An index's or a ratio's first value moves nothing.
/// </remarks>
public sealed class AttributedProfitAndLoss : IProfitAndLossEvents
{
    private readonly Dictionary<int, MarketLine> markets = [];
    private readonly Dictionary<int, long> indexNanos = [];
    private readonly Dictionary<BasketContract, FuturesLine> futures = [];
    private ExactDollars spread;
    private ExactDollars index;
    private ExactDollars basis;
    private ExactDollars hedge;
    private ExactDollars fees;

    /// <summary>The five parts so far.</summary>
    public ProfitAndLossParts Parts => new(spread, index, basis, hedge, fees);

    /// <summary>Undelivered GPU-hours of a market, bought (+) or sold (-), those that wait for a first mark included.</summary>
    public long ExposureOf(int market) =>
        markets.TryGetValue(market, out MarketLine? line) ? line.GpuHours + line.WaitingGpuHours - line.WaitingDelivered : 0;

    /// <inheritdoc/>
    public void ForwardTrade(int market, long gpuHours, int priceTicks)
    {
        MarketLine line = Line(market);
        ExactDollars cost = ExactDollars.OfTicks(gpuHours, priceTicks);
        if (line.MarkNanos is long mark)
        {
            line.GpuHours += gpuHours;
            spread += ExactDollars.OfNanos(gpuHours, mark) - cost;
        }
        else
        {
            line.WaitingGpuHours += gpuHours;
            line.WaitingCost += cost;
        }
    }

    /// <inheritdoc/>
    public void Delivered(int market, long gpuHours)
    {
        MarketLine line = Line(market);
        if (line.MarkNanos is null)
            line.WaitingDelivered += gpuHours;
        else
            line.GpuHours -= gpuHours;
    }

    /// <inheritdoc/>
    public void MarkMarket(int market, long nanos)
    {
        MarketLine line = Line(market);
        if (line.MarkNanos is long mark)
            basis += ExactDollars.OfNanos(line.GpuHours, nanos - mark);
        else
            BookWaiting(line, nanos);
        line.MarkNanos = nanos;
    }

    /// <inheritdoc/>
    public void MarkIndex(int basket, long nanos)
    {
        if (indexNanos.TryGetValue(basket, out long before))
        {
            foreach (MarketLine line in markets.Values)
            {
                if (!line.RatioMicros.TryGetValue(basket, out int ratio))
                    continue;
                ExactDollars explained = ExactDollars.OfNanos(line.GpuHours, ratio, nanos - before);
                index += explained;
                basis -= explained;
            }
        }
        indexNanos[basket] = nanos;
    }

    /// <inheritdoc/>
    public void SetRatio(int market, int basket, int ratioMicros)
    {
        if (ratioMicros == 0)
            Line(market).RatioMicros.Remove(basket);
        else
            Line(market).RatioMicros[basket] = ratioMicros;
    }

    /// <inheritdoc/>
    public void BasketFill(BasketContract contract, long lots, int priceTicks)
    {
        FuturesLine line = Line(contract);
        ExactDollars price = ExactDollars.OfTicks(contract.Multiplier, priceTicks);
        if (!line.IsMarked)
            Revalue(line, price);
        hedge += line.LotValue * lots - price * lots;
        line.Lots += lots;
    }

    /// <inheritdoc/>
    public void MarkFuture(BasketContract contract, long nanos)
    {
        FuturesLine line = Line(contract);
        Revalue(line, ExactDollars.OfNanos(contract.Multiplier, nanos));
        line.IsMarked = true;
    }

    /// <inheritdoc/>
    public void Settlement(BasketContract contract, int priceTicks)
    {
        Revalue(Line(contract), ExactDollars.OfTicks(contract.Multiplier, priceTicks));
        futures.Remove(contract);
    }

    /// <inheritdoc/>
    public void Fee(long moneyUnits) => fees -= ExactDollars.OfTicks(1, moneyUnits);

    private void BookWaiting(MarketLine line, long nanos)
    {
        spread += ExactDollars.OfNanos(line.WaitingGpuHours, nanos) - line.WaitingCost;
        line.GpuHours = line.WaitingGpuHours - line.WaitingDelivered;
        line.WaitingGpuHours = 0;
        line.WaitingDelivered = 0;
        line.WaitingCost = ExactDollars.Zero;
    }

    private void Revalue(FuturesLine line, ExactDollars lotValue)
    {
        hedge += (lotValue - line.LotValue) * line.Lots;
        line.LotValue = lotValue;
    }

    private MarketLine Line(int market)
    {
        if (!markets.TryGetValue(market, out MarketLine? line))
            markets.Add(market, line = new MarketLine());
        return line;
    }

    private FuturesLine Line(BasketContract contract)
    {
        if (!futures.TryGetValue(contract, out FuturesLine? line))
            futures.Add(contract, line = new FuturesLine());
        return line;
    }

    private sealed class MarketLine
    {
        public long GpuHours;
        public long? MarkNanos;
        public long WaitingGpuHours;
        public long WaitingDelivered;
        public ExactDollars WaitingCost;
        public readonly Dictionary<int, int> RatioMicros = [];
    }

    private sealed class FuturesLine
    {
        public long Lots;
        public ExactDollars LotValue;
        public bool IsMarked;
    }
}
