using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>The first computation: profit and loss as it arises, each amount put to its part when it happens.</summary>
/// <remarks>
/// A market without a mark has no profit and loss: its trades wait, at cost, and its delivered hours wait with them; the first
/// mark books their spread and lets the delivered go. An index's or a ratio's first value moves nothing.
/// </remarks>
public sealed class AttributedProfitAndLoss : IProfitAndLossEvents
{
    private readonly Dictionary<MarketId, MarketLine> _markets = [];
    private readonly Dictionary<BasketId, long> _indexNanos = [];
    private readonly Dictionary<BasketContract, FuturesLine> _futures = [];
    private ExactDollars _spread;
    private ExactDollars _index;
    private ExactDollars _basis;
    private ExactDollars _hedge;
    private ExactDollars _fees;

    /// <summary>The five parts so far.</summary>
    public ProfitAndLossParts Parts => new(_spread, _index, _basis, _hedge, _fees);

    /// <summary>Undelivered GPU-hours of a market, bought (+) or sold (-), those that wait for a first mark included.</summary>
    public long ExposureOf(MarketId market) =>
        _markets.TryGetValue(market, out MarketLine? line) ? line.GpuHours + line.WaitingGpuHours - line.WaitingDelivered : 0;

    /// <inheritdoc/>
    public void ForwardTrade(MarketId market, long gpuHours, Price price)
    {
        MarketLine line = Line(market);
        ExactDollars cost = ExactDollars.OfTicks(gpuHours, price.Ticks);
        if (line.MarkNanos is long mark)
        {
            line.GpuHours += gpuHours;
            _spread += ExactDollars.OfNanos(gpuHours, mark) - cost;
        }
        else
        {
            line.WaitingGpuHours += gpuHours;
            line.WaitingCost += cost;
        }
    }

    /// <inheritdoc/>
    public void Delivered(MarketId market, long gpuHours)
    {
        MarketLine line = Line(market);
        if (line.MarkNanos is null)
            line.WaitingDelivered += gpuHours;
        else
            line.GpuHours -= gpuHours;
    }

    /// <inheritdoc/>
    public void MarkMarket(MarketId market, long nanos)
    {
        MarketLine line = Line(market);
        if (line.MarkNanos is long mark)
            _basis += ExactDollars.OfNanos(line.GpuHours, nanos - mark);
        else
            BookWaiting(line, nanos);
        line.MarkNanos = nanos;
    }

    /// <inheritdoc/>
    public void MarkIndex(BasketId basket, long nanos)
    {
        if (_indexNanos.TryGetValue(basket, out long before))
        {
            foreach (MarketLine line in _markets.Values)
            {
                if (!line.RatioMicros.TryGetValue(basket, out long ratio))
                    continue;
                ExactDollars explained = ExactDollars.OfNanos(line.GpuHours, ratio, nanos - before);
                _index += explained;
                _basis -= explained;
            }
        }
        _indexNanos[basket] = nanos;
    }

    /// <inheritdoc/>
    public void SetRatio(MarketId market, BasketId basket, long ratioMicros)
    {
        if (ratioMicros == 0)
            Line(market).RatioMicros.Remove(basket);
        else
            Line(market).RatioMicros[basket] = ratioMicros;
    }

    /// <inheritdoc/>
    public void BasketFill(BasketContract contract, long lots, Price price)
    {
        FuturesLine line = Line(contract);
        ExactDollars paid = ExactDollars.OfTicks(contract.Multiplier, price.Ticks);
        if (!line.IsMarked)
            Revalue(line, paid);
        _hedge += (line.LotValue - paid) * lots;
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
    public void Settlement(BasketContract contract, Price price)
    {
        Revalue(Line(contract), ExactDollars.OfTicks(contract.Multiplier, price.Ticks));
        _futures.Remove(contract);
    }

    /// <inheritdoc/>
    public void Fee(Money fee) => _fees -= ExactDollars.OfTicks(1, fee.Units);

    internal void Save(BinaryWriter to)
    {
        foreach (ExactDollars part in (ReadOnlySpan<ExactDollars>)[_spread, _index, _basis, _hedge, _fees])
            to.Write(part);
        to.Write(_indexNanos.Count);
        foreach ((BasketId basket, long nanos) in _indexNanos.OrderBy(mark => mark.Key.Value))
        {
            to.Write(basket.Value);
            to.Write(nanos);
        }
        to.Write(_markets.Count);
        foreach ((MarketId market, MarketLine line) in _markets.OrderBy(line => (line.Key.Sku.Value, line.Key.Region.Value)))
        {
            to.Write(market);
            line.Save(to);
        }
        to.Write(_futures.Count);
        foreach ((BasketContract contract, FuturesLine line) in _futures.OrderBy(line => BasketContract.OrderOf(line.Key)))
        {
            to.Write(contract);
            to.Write(line.Lots);
            to.Write(line.LotValue);
            to.Write(line.IsMarked);
        }
    }

    internal static AttributedProfitAndLoss Load(BinaryReader from)
    {
        AttributedProfitAndLoss loaded = new()
        {
            _spread = from.ReadDollars(),
            _index = from.ReadDollars(),
            _basis = from.ReadDollars(),
            _hedge = from.ReadDollars(),
            _fees = from.ReadDollars(),
        };
        for (int left = from.ReadCount(); left > 0; left--)
            loaded._indexNanos[new BasketId(from.ReadUInt16())] = from.ReadInt64();
        for (int left = from.ReadCount(); left > 0; left--)
            loaded.Line(from.ReadMarket()).Load(from);
        for (int left = from.ReadCount(); left > 0; left--)
        {
            FuturesLine line = loaded.Line(from.ReadContract());
            line.Lots = from.ReadInt64();
            line.LotValue = from.ReadDollars();
            line.IsMarked = from.ReadBoolean();
        }
        return loaded;
    }

    private void BookWaiting(MarketLine line, long nanos)
    {
        _spread += ExactDollars.OfNanos(line.WaitingGpuHours, nanos) - line.WaitingCost;
        line.GpuHours = line.WaitingGpuHours - line.WaitingDelivered;
        line.WaitingGpuHours = 0;
        line.WaitingDelivered = 0;
        line.WaitingCost = ExactDollars.Zero;
    }

    private void Revalue(FuturesLine line, ExactDollars lotValue)
    {
        _hedge += (lotValue - line.LotValue) * line.Lots;
        line.LotValue = lotValue;
    }

    private MarketLine Line(MarketId market)
    {
        if (!_markets.TryGetValue(market, out MarketLine? line))
            _markets.Add(market, line = new MarketLine());
        return line;
    }

    private FuturesLine Line(BasketContract contract)
    {
        if (!_futures.TryGetValue(contract, out FuturesLine? line))
            _futures.Add(contract, line = new FuturesLine());
        return line;
    }

    private sealed class MarketLine
    {
        public long GpuHours;
        public long? MarkNanos;
        public long WaitingGpuHours;
        public long WaitingDelivered;
        public ExactDollars WaitingCost;
        public readonly Dictionary<BasketId, long> RatioMicros = [];

        public void Save(BinaryWriter to)
        {
            to.Write(GpuHours);
            to.Write(MarkNanos);
            to.Write(WaitingGpuHours);
            to.Write(WaitingDelivered);
            to.Write(WaitingCost);
            to.Write(RatioMicros.Count);
            foreach ((BasketId basket, long micros) in RatioMicros.OrderBy(ratio => ratio.Key.Value))
            {
                to.Write(basket.Value);
                to.Write(micros);
            }
        }

        public void Load(BinaryReader from)
        {
            GpuHours = from.ReadInt64();
            MarkNanos = from.ReadOptional();
            WaitingGpuHours = from.ReadInt64();
            WaitingDelivered = from.ReadInt64();
            WaitingCost = from.ReadDollars();
            for (int left = from.ReadCount(); left > 0; left--)
                RatioMicros[new BasketId(from.ReadUInt16())] = from.ReadInt64();
        }
    }

    private sealed class FuturesLine
    {
        public long Lots;
        public ExactDollars LotValue;
        public bool IsMarked;
    }
}
