using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>Trades and notional by market and by basket, and how much of it came through covers of several parts.</summary>
internal sealed class ForwardTally
{
    private readonly SortedDictionary<(ushort Sku, ushort Region), MarketTotal> _markets = [];
    private readonly SortedDictionary<(ushort Basket, int Month), MarketTotal> _baskets = [];
    private long _group;
    private int _parts;
    private long _groupGpuHours;

    /// <summary>Forward trades by SKU and region.</summary>
    public IReadOnlyDictionary<(ushort Sku, ushort Region), MarketTotal> Markets => _markets;

    /// <summary>Trades of basket futures by basket and month.</summary>
    public IReadOnlyDictionary<(ushort Basket, int Month), MarketTotal> Baskets => _baskets;

    /// <summary>GPU-hours of all forward trades.</summary>
    public long GpuHours { get; private set; }

    /// <summary>What was paid for them.</summary>
    public Money Notional { get; private set; }

    /// <summary>How many forward trades there were.</summary>
    public long Trades { get; private set; }

    /// <summary>How many trades of basket futures there were.</summary>
    public long BasketTrades { get; private set; }

    /// <summary>GPU-hours that were sold through covers of more than one part.</summary>
    public long AssembledGpuHours { get; private set; }

    /// <summary>How many such covers there were.</summary>
    public long AssembledCovers { get; private set; }

    /// <summary>Takes one trade, with the multiplier of its basket if it is one of a basket future.</summary>
    public void Add(in Trade trade, int multiplier)
    {
        if (trade.Instrument.IsBasket)
        {
            BasketTrades++;
            Total(_baskets, (trade.Instrument.Basket.Value, trade.Instrument.Month.Index))
                .Add(trade.Quantity, new Money(checked((long)trade.Quantity * multiplier * trade.Price.Ticks)));
            return;
        }
        long gpuHours = (long)trade.Quantity * trade.Instrument.Window.Hours;
        Money notional = new(gpuHours * trade.Price.Ticks);
        MarketId market = trade.Instrument.Market;
        Total(_markets, (market.Sku.Value, market.Region.Value)).Add(gpuHours, notional);
        Trades++;
        GpuHours += gpuHours;
        Notional += notional;
        CountPart(trade.Group, gpuHours);
    }

    private void CountPart(long group, long gpuHours)
    {
        if (group != _group)
        {
            _group = group;
            _parts = 0;
            _groupGpuHours = 0;
        }
        _parts++;
        _groupGpuHours += gpuHours;
        if (_parts == 2)
        {
            AssembledCovers++;
            AssembledGpuHours += _groupGpuHours;
        }
        else if (_parts > 2)
        {
            AssembledGpuHours += gpuHours;
        }
    }

    private static MarketTotal Total<T>(SortedDictionary<T, MarketTotal> totals, T key)
        where T : notnull
    {
        if (!totals.TryGetValue(key, out MarketTotal? total))
            totals.Add(key, total = new MarketTotal());
        return total;
    }
}

/// <summary>What traded in one market or contract.</summary>
internal sealed class MarketTotal
{
    /// <summary>Trades.</summary>
    public long Trades { get; private set; }

    /// <summary>GPU-hours of forwards, lots of basket futures.</summary>
    public long Volume { get; private set; }

    /// <summary>What was paid.</summary>
    public Money Notional { get; private set; }

    /// <summary>Adds a trade.</summary>
    public void Add(long volume, Money notional)
    {
        Trades++;
        Volume += volume;
        Notional += notional;
    }
}
