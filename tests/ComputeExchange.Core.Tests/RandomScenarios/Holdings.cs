using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>What everybody holds, counted from the trades alone, each hour and each contract by itself; and, from that, what
/// only reduces it: slow, and the rule word for word.</summary>
internal sealed class Holdings
{
    private readonly Dictionary<(ParticipantId Who, MarketId Market, int Hour), long> _gpus = [];
    private readonly Dictionary<(ParticipantId Who, Instrument Contract), long> _lots = [];

    /// <summary>Who has an exposure.</summary>
    public HashSet<ParticipantId> Dealers { get; } = [];

    /// <summary>The hour that engine time is in: those before it are delivered.</summary>
    public int Hour { get; set; }

    public void Follow(in Event happened)
    {
        if (happened.Kind == EventKind.PositionSettled)
        {
            PositionSettled settled = happened.PositionSettled;
            _lots.Remove((settled.Participant, Instrument.Future(settled.Basket, settled.Month)));
        }
        if (happened.Kind != EventKind.Trade)
            return;
        Trade trade = happened.Trade;
        Add(trade.Buy.Participant, trade.Instrument, trade.Quantity);
        Add(trade.Sell.Participant, trade.Instrument, -trade.Quantity);
    }

    /// <summary>Contracts that a participant holds.</summary>
    public IEnumerable<(Instrument Contract, long Lots)> LotsOf(ParticipantId who) =>
        _lots.Where(held => held.Key.Who == who && held.Value != 0).Select(held => (held.Key.Contract, held.Value));

    /// <summary>Hours to come that a dealer is long or short.</summary>
    public IEnumerable<(MarketId Market, int Hour, long Gpus)> HoursOf(ParticipantId who) =>
        _gpus.Where(held => held.Key.Who == who && held.Key.Hour >= Hour && held.Value != 0)
            .Select(held => (held.Key.Market, held.Key.Hour, held.Value));

    /// <summary>Whether an order only reduces: were it and all of its side that is open to fill, what is held would at most be
    /// gone, in the contract or in every hour of the window.</summary>
    public bool Reduces(in NewOrder order, IEnumerable<OpenOrderView> open)
    {
        if (!order.Instrument.IsBasket)
        {
            bool hasOneStart = !order.Has(GivenTerms.LatestStart) || order.LatestStartHour <= order.Instrument.Window.StartHour
                || order.LatestStartHour < order.Instrument.Window.StartHour + (order.Has(GivenTerms.Step) ? order.Step : 1);
            if (!order.Instrument.Window.IsValid || !hasOneStart || order.Alternatives.Count > 0)
                return false;
        }
        return Fits(order.Participant, order.Instrument, order.Side, order.Quantity, open);
    }

    /// <summary>Whether a quantity of one side, beside the open orders of that side, is at most what is held on the other.</summary>
    public bool Fits(
        ParticipantId who, Instrument instrument, Side side, long quantity, IEnumerable<OpenOrderView> open)
    {
        List<OpenOrderView> own = [.. open.Where(order => order.State.Participant == who && order.State.Side == side)];
        int sign = side == Side.Sell ? 1 : -1;
        if (instrument.IsBasket)
        {
            long working = own.Where(order => order.State.Instrument == instrument).Sum(order => order.State.Leaves);
            return working + (Int128)quantity <= sign * _lots.GetValueOrDefault((who, instrument));
        }
        for (int hour = instrument.Window.StartHour; hour < instrument.Window.EndHour; hour++)
            if (own.Sum(order => OpenIn(order, instrument.Market, hour)) + (Int128)quantity > sign * In(who, instrument.Market, hour))
                return false;
        return true;
    }

    private long In(ParticipantId who, MarketId market, int hour) =>
        hour < Hour || !Dealers.Contains(who) ? 0 : _gpus.GetValueOrDefault((who, market, hour));

    private static long OpenIn(OpenOrderView order, MarketId market, int hour)
    {
        if (order.State.Instrument.IsBasket || order.State.Instrument.Market != market)
            return 0;
        if (order.Profile.Count > 0)
            return order.Profile.Where(run => Lies(hour, run.Window)).Sum(run => run.Gpus);
        return Lies(hour, order.State.Instrument.Window) ? order.State.Leaves : 0;
    }

    private static bool Lies(int hour, DeliveryWindow window) => hour >= window.StartHour && hour < window.EndHour;

    private void Add(ParticipantId who, Instrument instrument, long quantity)
    {
        if (instrument.IsBasket)
        {
            _lots[(who, instrument)] = _lots.GetValueOrDefault((who, instrument)) + quantity;
            return;
        }
        for (int hour = instrument.Window.StartHour; hour < instrument.Window.EndHour; hour++)
            _gpus[(who, instrument.Market, hour)] = _gpus.GetValueOrDefault((who, instrument.Market, hour)) + quantity;
    }
}
