using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Reference;

/// <summary>SKUs, regions, markets, participants, workloads and baskets, each by the id given out in order of definition.</summary>
internal sealed class ReferenceData(OrderTable orders)
{
    private readonly CodeTable<Sku> _skus = new();
    private readonly CodeTable<Region> _regions = new();
    private readonly CodeTable<Participant> _participants = new();
    private readonly CodeTable<Basket> _baskets = new();
    private readonly CodeTable<object> _workloads = new();
    private readonly List<Market> _marketsInOrder = [];
    private Market?[][] _markets = [];

    /// <summary>Where the orders are that name what is defined here.</summary>
    public OrderTable Orders => orders;

    public CodeTable<Sku> Skus => _skus;

    public CodeTable<Region> Regions => _regions;

    public CodeTable<Participant> Participants => _participants;

    public CodeTable<Basket> Baskets => _baskets;

    public CodeTable<object> Workloads => _workloads;

    /// <summary>Every market that was named so far, in the order in which it was.</summary>
    public IReadOnlyList<Market> Markets => _marketsInOrder;

    /// <summary>The market of a known SKU and region; every such pair is one, and part of the state once a command that names
    /// it was accepted (<see cref="Name"/>). Null when either is unknown.</summary>
    public Market? Market(MarketId id)
    {
        if (Known(id) is { } known)
            return known;
        if (_skus[id.Sku.Value] is not { } sku || _regions[id.Region.Value] is not { } region)
            return null;
        Market market = new(sku, region, orders);
        Row(id.Sku.Value, id.Region.Value)[id.Region.Value] = market;
        return market;
    }

    /// <summary>A command that names a market was accepted: the market is part of the state.</summary>
    public void Name(Market market)
    {
        if (market.IsNamed)
            return;
        market.IsNamed = true;
        _marketsInOrder.Add(market);
    }

    /// <summary>A market that was named so far; null when it was not, though it may be one.</summary>
    public Market? FindMarket(MarketId id) => Known(id) is { IsNamed: true } market ? market : null;

    /// <summary>Whether a SKU and a region are known, so that the pair is a market.</summary>
    public bool IsMarket(MarketId id) => _skus[id.Sku.Value] is not null && _regions[id.Region.Value] is not null;

    private Market? Known(MarketId id) =>
        id.Sku.Value < _markets.Length && id.Region.Value < _markets[id.Sku.Value].Length
            ? _markets[id.Sku.Value][id.Region.Value]
            : null;

    private Market?[] Row(int sku, int region)
    {
        if (sku >= _markets.Length)
        {
            int old = _markets.Length;
            Array.Resize(ref _markets, Math.Max(sku + 1, old * 2));
            _markets.AsSpan(old).Fill([]);
        }
        if (region >= _markets[sku].Length)
            Array.Resize(ref _markets[sku], Math.Max(region + 1, _markets[sku].Length * 2));
        return _markets[sku];
    }
}

/// <summary>Things with a code, numbered from 1.</summary>
internal sealed class CodeTable<T>
    where T : class
{
    private readonly Dictionary<Code, ushort> _idByCode = [];
    private readonly List<Code> _codes = [default];
    private T?[] _items = new T?[16];

    /// <summary>How many there are; ids are 1 to this.</summary>
    public int Count => _codes.Count - 1;

    public bool IsFull => Count >= Limits.MaxCodes;

    /// <summary>The id that the next one gets.</summary>
    public ushort NextId => (ushort)_codes.Count;

    /// <summary>The item of an id; null when there is none.</summary>
    public T? this[int id]
    {
        get
        {
            T?[] items = _items;
            return unchecked((uint)id) < (uint)items.Length ? items[id] : null;
        }
    }

    public Code CodeOf(int id) => _codes[id];

    /// <summary>The id of a code; 0 when there is none.</summary>
    public ushort IdOf(Code code) => _idByCode.GetValueOrDefault(code);

    public ushort Add(Code code, T item)
    {
        ushort id = NextId;
        _idByCode.Add(code, id);
        if (id == _items.Length)
            Array.Resize(ref _items, _items.Length * 2);
        _items[id] = item;
        _codes.Add(code);
        return id;
    }
}
