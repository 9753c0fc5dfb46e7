using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A participant as the hedger knows it: settings, hedge session, exposures, basket positions, profit and
/// loss.</summary>
internal sealed class HedgeAccount(ParticipantId id, Code code, ParticipantKind kind)
{
    private readonly Dictionary<MarketId, MarketExposure> _exposureByMarket = [];
    private readonly Dictionary<(BasketId, DeliveryMonth), ContractPosition> _positionByContract = [];
    private readonly List<MarketExposure> _exposures = [];
    private readonly List<ContractPosition> _positions = [];

    public ParticipantId Id { get; } = id;

    public Code Code { get; } = code;

    public ParticipantKind Kind { get; set; } = kind;

    public bool IsDealer => Kind == ParticipantKind.Dealer;

    public bool IsKilled { get; set; }

    public SetHedging Hedging { get; set; }

    public SetFees Fees { get; set; }

    public SetPreTradeLimits PreTradeLimits { get; set; }

    /// <summary>The hedge session; 0 before it was opened.</summary>
    public SessionId Session { get; set; }

    /// <summary>The last request of the hedge session that was applied.</summary>
    public long LastRequest { get; set; }

    /// <summary>Why the hedge session was not opened; none unless it was refused.</summary>
    public RejectReason SessionRefusal { get; set; }

    /// <summary>What conditions were like when it was refused.</summary>
    public long SessionRefusedAt { get; set; }

    /// <summary>How often exposures have changed, delivery included.</summary>
    public long ExposureVersion { get; set; }

    /// <summary>Profit and loss of what was traded as a dealer; null of who never was one.</summary>
    public DealerProfitAndLoss? ProfitAndLoss { get; set; }

    /// <summary>Exposures in the order in which they first arose.</summary>
    public IReadOnlyList<MarketExposure> Exposures => _exposures;

    /// <summary>Positions in the order in which they first arose.</summary>
    public IReadOnlyList<ContractPosition> Positions => _positions;

    public MarketExposure? FindExposure(MarketId market) => _exposureByMarket.GetValueOrDefault(market);

    public ContractPosition? FindPosition(BasketId basket, DeliveryMonth month) =>
        _positionByContract.GetValueOrDefault((basket, month));

    public MarketExposure ExposureOf(MarketId market)
    {
        if (_exposureByMarket.TryGetValue(market, out MarketExposure? exposure))
            return exposure;
        exposure = new MarketExposure(market);
        _exposureByMarket.Add(market, exposure);
        _exposures.Add(exposure);
        return exposure;
    }

    public ContractPosition PositionIn(BasketId basket, DeliveryMonth month)
    {
        if (_positionByContract.TryGetValue((basket, month), out ContractPosition? position))
            return position;
        position = new ContractPosition(basket, month);
        _positionByContract.Add((basket, month), position);
        _positions.Add(position);
        return position;
    }

    /// <summary>Lets the hours before one leave the exposures, at the mark.</summary>
    public void Deliver(int toHour)
    {
        foreach (MarketExposure exposure in _exposures)
        {
            long delivered = exposure.PassTo(toHour);
            if (delivered == 0)
                continue;
            ExposureVersion++;
            ProfitAndLoss?.Delivered(exposure.Market, delivered);
        }
    }
}
