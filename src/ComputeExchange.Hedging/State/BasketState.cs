using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A basket: its definition, its index, its contracts.</summary>
internal sealed class BasketState(BasketId id, in DefineBasket definition)
{
    private readonly List<ContractState> _contracts = [];
    private (long Entered, int PeriodHours) _varianceOf = (-1, 0);
    private double _variance;

    public BasketId Id { get; } = id;

    public DefineBasket Definition { get; private set; } = definition;

    /// <summary>GPU-hours of one lot.</summary>
    public int Multiplier { get; private set; } = definition.Multiplier;

    /// <summary>The tick of its contracts, in ticks of 0.0001 $.</summary>
    public long Tick { get; private set; } = definition.Tick;

    public bool IsHalted { get; set; }

    public ObservationHistory Index { get; } = new();

    /// <summary>Contracts that are or were listed, by month.</summary>
    public IReadOnlyList<ContractState> Contracts => _contracts;

    public void Define(in DefineBasket definition)
    {
        Definition = definition;
        (Multiplier, Tick) = (definition.Multiplier, definition.Tick);
        for (int i = 0; i < Limits.MaxListedMonths; i++)
        {
            DeliveryMonth month = new(definition.FirstMonth.Index + i);
            if (definition.Lists(month) && Contract(month) is null)
                _contracts.Add(new ContractState(month));
        }
        _contracts.Sort(static (left, right) => left.Month.CompareTo(right.Month));
    }

    public void Restore(ContractState contract) => _contracts.Add(contract);

    public ContractState? Contract(DeliveryMonth month)
    {
        foreach (ContractState contract in _contracts)
            if (contract.Month == month)
                return contract;
        return null;
    }

    /// <summary>Whether a contract is listed and its month has not ended.</summary>
    public bool Trades(ContractState contract, int hour) => Definition.Lists(contract.Month) && hour < contract.EndHour;

    public bool Contains(SkuId sku)
    {
        ConstituentList constituents = Definition.Constituents;
        for (int i = 0; i < constituents.Count; i++)
            if (constituents[i].Market.Sku == sku)
                return true;
        return false;
    }

    /// <summary>Var(dF): the sample variance of the index's changes from date to date, in dollars squared; 0 of fewer than
    /// two.</summary>
    public double FuturesVariance(int periodHours)
    {
        if (_varianceOf != (Index.Entered, periodHours))
        {
            long[] values = ObservationPairs.Common([Index], periodHours)[0];
            double[] changes = PriceChanges.OfNanos(values);
            _variance = changes.Length < 2 ? 0 : SampleMoments.Variance(changes);
            _varianceOf = (Index.Entered, periodHours);
        }
        return _variance;
    }
}

/// <summary>A basket future: its top of book and whether its positions are settled.</summary>
internal sealed class ContractState(DeliveryMonth month)
{
    public DeliveryMonth Month { get; } = month;

    public int EndHour { get; } = month.EndHour;

    public PriceQuantity Bid { get; set; }

    public PriceQuantity Ask { get; set; }

    /// <summary>How often the top has changed.</summary>
    public long TopVersion { get; set; }

    public bool IsSettled { get; set; }
}
