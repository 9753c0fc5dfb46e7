using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>A dealer's undelivered GPU-hours in one market, hour by hour.</summary>
internal sealed class Exposure(Participant dealer, Market market)
{
    public Participant Dealer { get; } = dealer;

    public Market Market { get; } = market;

    /// <summary>Signed GPUs of each hour to come: bought (+) or sold (-).</summary>
    public HourlySchedule Gpus { get; } = new();
}

/// <summary>A participant's position in one basket future.</summary>
internal sealed class BasketPosition(Participant participant, BasketBook contract)
{
    public Participant Participant { get; } = participant;

    public BasketBook Contract { get; } = contract;

    /// <summary>Lots: positive long.</summary>
    public long Lots { get; set; }

    /// <summary>What the open lots have cost, in units of 0.0001 $: paid (+) or received (-).</summary>
    public Int128 Cost { get; set; }
}

/// <summary>Exposures, basket positions and cash: what trades leave behind. Integers only.</summary>
internal sealed class PositionLedger
{
    private readonly Dictionary<(ParticipantId, MarketId), Exposure> _exposureByKey = [];
    private readonly Dictionary<(ParticipantId, BasketId, DeliveryMonth), BasketPosition> _positionByKey = [];
    private readonly List<Exposure> _exposures = [];
    private readonly List<BasketPosition> _positions = [];
    private Int128[] _cash = [];

    /// <summary>Exposures in the order in which they first arose.</summary>
    public IReadOnlyList<Exposure> Exposures => _exposures;

    /// <summary>Basket positions in the order in which they first arose.</summary>
    public IReadOnlyList<BasketPosition> Positions => _positions;

    /// <summary>Cash of a participant, in units of 0.0001 $: received (+) or paid (-) for forwards, futures and settlements.</summary>
    public Int128 CashOf(ParticipantId participant) => participant.Value < _cash.Length ? _cash[participant.Value] : 0;

    public void AddForward(Participant buyer, Participant seller, Market market, DeliveryWindow window, int gpus, int priceTicks)
    {
        Int128 value = (Int128)priceTicks * gpus * window.Hours;
        AddCash(buyer.Id, -value);
        AddCash(seller.Id, value);
        if (buyer.IsDealer)
            ExposureOf(buyer, market).Gpus.Add(window, gpus);
        if (seller.IsDealer)
            ExposureOf(seller, market).Gpus.Add(window, -gpus);
    }

    public void AddFuture(Participant buyer, Participant seller, BasketBook contract, int lots, int priceTicks)
    {
        Int128 value = (Int128)priceTicks * lots * contract.Basket.Multiplier;
        AddCash(buyer.Id, -value);
        AddCash(seller.Id, value);
        Move(PositionOf(buyer, contract), lots, value);
        Move(PositionOf(seller, contract), -lots, -value);
    }

    /// <summary>Lets the hours before one leave the exposures.</summary>
    public void Deliver(int throughHour)
    {
        foreach (Exposure exposure in _exposures)
            exposure.Gpus.PassTo(throughHour);
    }

    /// <summary>Settles the positions of an ended contract in participant order, and tells each.</summary>
    public void Settle(BasketBook contract, Price price, int participantCount, EventWriter events)
    {
        for (ushort id = 1; id <= participantCount; id++)
        {
            if (FindPosition(new ParticipantId(id), contract.Basket.Id, contract.Month) is not { Lots: not 0 } position)
                continue;
            Int128 value = (Int128)position.Lots * price.Ticks * contract.Basket.Multiplier;
            AddCash(position.Participant.Id, value);
            events.PositionSettled(new PositionSettled
            {
                Participant = position.Participant.Id,
                Basket = contract.Basket.Id,
                Month = contract.Month,
                Lots = position.Lots,
                SettlementPrice = price,
                Cash = new Money((long)Int128.Clamp(value, long.MinValue, long.MaxValue)),
            });
            position.Lots = 0;
            position.Cost = 0;
        }
    }

    public Exposure? FindExposure(ParticipantId dealer, MarketId market) => _exposureByKey.GetValueOrDefault((dealer, market));

    public BasketPosition? FindPosition(ParticipantId participant, BasketId basket, DeliveryMonth month) =>
        _positionByKey.GetValueOrDefault((participant, basket, month));

    public Exposure ExposureOf(Participant dealer, Market market)
    {
        if (_exposureByKey.TryGetValue((dealer.Id, market.Id), out Exposure? exposure))
            return exposure;
        exposure = new Exposure(dealer, market);
        _exposureByKey.Add((dealer.Id, market.Id), exposure);
        _exposures.Add(exposure);
        return exposure;
    }

    public BasketPosition PositionOf(Participant participant, BasketBook contract)
    {
        (ParticipantId, BasketId, DeliveryMonth) key = (participant.Id, contract.Basket.Id, contract.Month);
        if (_positionByKey.TryGetValue(key, out BasketPosition? position))
            return position;
        position = new BasketPosition(participant, contract);
        _positionByKey.Add(key, position);
        _positions.Add(position);
        return position;
    }

    public void AddCash(ParticipantId participant, Int128 amount)
    {
        if (participant.Value >= _cash.Length)
            Array.Resize(ref _cash, Math.Max(participant.Value + 1, _cash.Length * 2));
        _cash[participant.Value] += amount;
    }

    private static void Move(BasketPosition position, long lots, Int128 cost)
    {
        position.Lots += lots;
        position.Cost += cost;
    }
}
