using System.Runtime.InteropServices;
using ComputeExchange.Core;
using ComputeExchange.Core.Tests.Invariants;
using ComputeExchange.Core.Tests.Model;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>Exposures and basket positions as the fills make them, hour by hour and lot by lot.</summary>
internal sealed class ExposureCount
{
    private readonly Dictionary<(ParticipantId Dealer, MarketId Market), SortedDictionary<int, long>> _gpus = [];
    private readonly Dictionary<(ParticipantId Holder, Instrument Future), long> _lots = [];
    private int _hour = int.MinValue;

    public void Follow(Step step, ModelReference reference)
    {
        foreach (ref readonly Event happened in CollectionsMarshal.AsSpan(step.Events))
        {
            switch (happened.Kind)
            {
                case EventKind.Trade: Follow(happened.Trade, reference); break;
                case EventKind.HourPassed: _hour = happened.HourPassed.ToHour; break;
                case EventKind.PositionSettled:
                    PositionSettled settled = happened.PositionSettled;
                    _lots.Remove((settled.Participant, Instrument.Future(settled.Basket, settled.Month)));
                    break;
            }
        }
    }

    /// <summary>How the exchange's own positions differ; null when they do not.</summary>
    public string? Breach(Exchange exchange, ModelReference reference)
    {
        PositionState[] rows = new PositionState[1_000];
        for (ushort id = 1; exchange.View.Knows(new ParticipantId(id)); id++)
        {
            ParticipantId participant = new(id);
            int count = exchange.View.Positions(participant, 0, rows, out _);
            Dictionary<Instrument, long> told = rows.Take(count).Where(row => row.Quantity != 0)
                .ToDictionary(row => row.Instrument, row => row.Quantity);
            Dictionary<Instrument, long> counted = Counted(participant);
            foreach (Instrument instrument in told.Keys.Union(counted.Keys))
            {
                (long says, long makes) = (told.GetValueOrDefault(instrument), counted.GetValueOrDefault(instrument));
                if (says != makes)
                    return $"participant {id} is said to hold {says} of {instrument}, and its fills make {makes}";
            }
        }

        return null;
    }

    private void Follow(in Trade trade, ModelReference reference)
    {
        Add(trade.Buy.Participant, trade, trade.Quantity, reference);
        Add(trade.Sell.Participant, trade, -trade.Quantity, reference);
    }

    private void Add(ParticipantId participant, in Trade trade, long quantity, ModelReference reference)
    {
        if (trade.Instrument.IsBasket)
        {
            (ParticipantId, Instrument) future = (participant, trade.Instrument);
            _lots[future] = _lots.GetValueOrDefault(future) + quantity;
            return;
        }

        if (reference.KindOf(participant) != ParticipantKind.Dealer)
            return;
        (ParticipantId, MarketId) key = (participant, trade.Instrument.Market);
        if (!_gpus.TryGetValue(key, out SortedDictionary<int, long>? hours))
            _gpus[key] = hours = [];
        DeliveryWindow window = trade.Instrument.Window;
        for (int hour = window.StartHour; hour < window.EndHour; hour++)
            hours[hour] = hours.GetValueOrDefault(hour) + quantity;
    }

    private Dictionary<Instrument, long> Counted(ParticipantId participant)
    {
        Dictionary<Instrument, long> counted = [];
        foreach (((ParticipantId dealer, MarketId market), SortedDictionary<int, long> hours) in _gpus)
        {
            if (dealer != participant)
                continue;
            foreach (int passed in hours.Keys.TakeWhile(hour => hour < _hour).ToList())
                hours.Remove(passed);
            foreach (IGrouping<int, KeyValuePair<int, long>> month in hours.GroupBy(hour => DeliveryMonth.OfHour(hour.Key).Index))
            {
                DeliveryMonth delivery = new(month.Key);
                counted[Instrument.Forward(market, DeliveryWindow.Between(delivery.StartHour, delivery.EndHour))] =
                    month.Sum(hour => hour.Value);
            }
        }

        foreach (((ParticipantId holder, Instrument future), long lots) in _lots)
            if (holder == participant)
                counted[future] = lots;
        return counted;
    }
}
