using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>Exposures, basket positions and cash: what trades leave behind. Integers only.</summary>
/// <remarks>A position lies with its contract and an exposure with its market, each by participant id, so that a trade finds
/// them without a search.</remarks>
internal sealed class PositionLedger
{
    private readonly List<Exposure> _exposures = [];
    private Int128[] _cash = [];

    /// <summary>Exposures in the order in which they first arose.</summary>
    public IReadOnlyList<Exposure> Exposures => _exposures;

    /// <summary>Cash of a participant, in units of 0.0001 $: received (+) or paid (-) for forwards, futures and settlements.</summary>
    public Int128 CashOf(ParticipantId participant) => participant.Value < _cash.Length ? _cash[participant.Value] : 0;

    public void AddForward(Participant buyer, Participant seller, Market market, DeliveryWindow window, int gpus, int priceTicks)
    {
        // No overflow: an order's value at its limit is at most $100bn, and a trade's is at most its resting order's.
        long value = (long)priceTicks * gpus * window.Hours;
        AddCash(buyer.Id, -value);
        AddCash(seller.Id, value);
        if (buyer.IsDealer)
            ExposureOf(buyer, market).Gpus.Add(window, gpus);
        if (seller.IsDealer)
            ExposureOf(seller, market).Gpus.Add(window, -gpus);
    }

    public void AddFuture(ParticipantId buyer, ParticipantId seller, BasketBook contract, int lots, int priceTicks)
    {
        long value = (long)priceTicks * lots * contract.Basket.Multiplier;
        AddCash(buyer, -value);
        AddCash(seller, value);
        Move(ref contract.PositionOf(buyer), lots, value);
        Move(ref contract.PositionOf(seller), -lots, -value);
    }

    /// <summary>Lets the hours before one leave the exposures.</summary>
    public void Deliver(int throughHour)
    {
        foreach (Exposure exposure in _exposures)
            exposure.Gpus.PassTo(throughHour);
    }

    /// <summary>Settles the positions of an ended contract in participant order, and tells each.</summary>
    public void Settle(BasketBook contract, Price price, ReferenceData reference, EventWriter events)
    {
        for (int id = 1; id <= contract.HighestHolder; id++)
        {
            BasketPosition held = contract.PositionOf(id);
            if (held.Lots == 0)
                continue;
            Participant holder = reference.Participants[id]!;
            Int128 value = (Int128)held.Lots * price.Ticks * contract.Basket.Multiplier;
            AddCash(holder.Id, value);
            events.PositionSettled(new PositionSettled
            {
                Participant = holder.Id,
                Basket = contract.Basket.Id,
                Month = contract.Month,
                Lots = held.Lots,
                SettlementPrice = price,
                Cash = new Money((long)Int128.Clamp(value, long.MinValue, long.MaxValue)),
            });
            contract.PositionOf(holder.Id) = default;
        }
    }

    public Exposure ExposureOf(Participant dealer, Market market)
    {
        if (market.ExposureOf(dealer) is { } known)
            return known;
        Exposure exposure = new(dealer, market);
        market.SetExposure(exposure);
        _exposures.Add(exposure);
        return exposure;
    }

    public void AddCash(ParticipantId participant, Int128 amount)
    {
        if (participant.Value >= _cash.Length)
            Array.Resize(ref _cash, Math.Max(participant.Value + 1, _cash.Length * 2));
        _cash[participant.Value] += amount;
    }

    private static void Move(ref BasketPosition position, long lots, long cost)
    {
        position.Lots += lots;
        position.Cost += cost;
    }
}
