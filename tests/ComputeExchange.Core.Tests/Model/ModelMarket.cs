using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>Everything that an order can change. A trial run is a whole copy of it: thrown away, or taken over.</summary>
internal sealed class ModelMarket(ModelReference reference)
{
    private long _lastEntry;
    private long _lastRefill;
    private long _lastGroup;
    private List<ModelOrder> _orders = [];
    private Dictionary<(ParticipantId From, ParticipantId To), ModelLine> _lines = [];

    public ModelReference Reference { get; } = reference;

    public EngineTime Now { get; set; }

    /// <summary>Open orders in entry order, the aggressor of the moment included.</summary>
    public IReadOnlyList<ModelOrder> Orders => _orders;

    public IReadOnlyDictionary<(ParticipantId From, ParticipantId To), ModelLine> Lines => _lines;

    /// <summary>What the command has caused until now.</summary>
    public List<Event> Events { get; private set; } = [];

    /// <summary>The fills of quotes that the command has caused until now: whose, in which basket.</summary>
    public List<(ParticipantId Participant, BasketId Basket)> QuoteFills { get; private set; } = [];

    /// <summary>How many trades the command has made until now.</summary>
    public int Trades => Events.Count(happened => happened.Kind == EventKind.Trade);

    /// <summary>Runs something on a copy; what it did stands only if it says so.</summary>
    public bool Try(Func<ModelMarket, bool> run)
    {
        ModelMarket copy = Copy();
        bool stands = run(copy);
        if (stands)
            TakeOver(copy);
        return stands;
    }

    public ModelMarket Copy() => new(Reference)
    {
        Now = Now,
        _lastEntry = _lastEntry,
        _lastRefill = _lastRefill,
        _lastGroup = _lastGroup,
        _orders = [.. _orders.Select(order => order.Copy())],
        _lines = _lines.ToDictionary(line => line.Key, line => line.Value.Copy()),
        Events = [.. Events],
        QuoteFills = [.. QuoteFills],
    };

    public void TakeOver(ModelMarket copy)
    {
        _lastEntry = copy._lastEntry;
        _lastRefill = copy._lastRefill;
        _lastGroup = copy._lastGroup;
        _orders = copy._orders;
        _lines = copy._lines;
        Events = copy.Events;
        QuoteFills = copy.QuoteFills;
    }

    public ModelOrder? Find(long entry) => _orders.Find(order => order.Entry == entry);

    public ModelOrder? Find(ParticipantId participant, ClOrdId id) =>
        _orders.Find(order => order.Participant == participant && order.Id == id);

    /// <summary>SPEC 3: "An accepted order gets the next entry number"; its place is its entry.</summary>
    public void Add(ModelOrder order)
    {
        order.Entry = ++_lastEntry;
        order.Place = (order.Entry, 0);
        _orders.Add(order);
    }

    public void Remove(ModelOrder order) => _orders.Remove(order);

    public long NextGroup() => ++_lastGroup;

    /// <summary>SPEC 3.3, iceberg: shows min(DisplayQty, LeavesQty) when it comes to rest.</summary>
    public static void ComeToRest(ModelOrder order)
    {
        if (order.IsIceberg)
            order.Shown = Math.Min(order.Terms.DisplayQuantity, order.Leaves);
    }

    public void SetLine(ParticipantId from, ParticipantId to, ModelLine line) => _lines[(from, to)] = line;

    /// <summary>What both lines between two allow, in lots: their GPUs at a price over some hours, given as their
    /// product.</summary>
    public long CreditAllows(ParticipantId one, ParticipantId other, Int128 priceTimesHours, long lot)
    {
        if (!_lines.TryGetValue((one, other), out ModelLine? there) || !_lines.TryGetValue((other, one), out ModelLine? back))
            return 0;
        long gpus = Math.Min(there.Allows(priceTimesHours), back.Allows(priceTimesHours));
        return gpus / lot * lot;
    }

    /// <summary>SPEC 4, the screen: a dealer among the two, and headroom on both lines for one lot.</summary>
    public bool Screens(ParticipantId one, ParticipantId other, long price, int hours, long lot) =>
        (Reference.IsDealer(one) || Reference.IsDealer(other)) && CreditAllows(one, other, (Int128)price * hours, lot) >= lot;

    /// <summary>Fills the seller, and the buyer unless it was filled before for all parts of a cover, and says so.</summary>
    public void Trade(
        ModelOrder buy, ModelOrder sell, Instrument sold, long quantity, long price, Side aggressor, long group,
        bool fillsBuy = true)
    {
        if (!sold.IsBasket)
        {
            _lines[(buy.Participant, sell.Participant)].Use(sold.Window, price, quantity);
            _lines[(sell.Participant, buy.Participant)].Use(sold.Window, price, quantity);
        }
        sell.Fill(sold.Window, quantity);
        if (fillsBuy)
            buy.Fill(sold.Window, quantity);
        Events.Add(Event.Of(new EventHeader { Time = Now }, new Trade
        {
            Group = group,
            Instrument = sold,
            Quantity = (int)quantity,
            Price = new Price((int)price),
            AggressorSide = aggressor,
            Buy = buy.State(buy.Leaves),
            Sell = sell.State(sell.Leaves),
        }));
        foreach (ModelOrder quoted in new[] { buy, sell }.Where(order => order.IsQuoteSide))
            QuoteFills.Add((quoted.Participant, sold.Basket));
        AfterFill(sell, quantity, isAggressor: aggressor == Side.Sell);
        AfterFill(buy, quantity, isAggressor: aggressor == Side.Buy);
    }

    public void Cancel(ModelOrder order, CancelReason reason, ClOrdId orig = default)
    {
        Remove(order);
        Events.Add(Event.Of(new EventHeader { Time = Now },
            new OrderCancelled { Order = order.State(order.Leaves), Reason = reason, OrigClOrdId = orig }));
    }

    public void Expire(ModelOrder order, ExpiryReason reason)
    {
        Remove(order);
        Events.Add(Event.Of(new EventHeader { Time = Now },
            new OrderExpired { Order = order.State(order.Leaves), Reason = reason }));
    }

    public void Announce(ModelOrder order) =>
        Events.Add(Event.Of(new EventHeader { Time = Now }, new OrderAccepted { Order = order.State(order.Leaves) }));

    public void AnnounceReplaced(ModelOrder order, ClOrdId orig) => Events.Add(Event.Of(new EventHeader { Time = Now },
        new OrderReplaced { Order = order.State(order.Leaves), OrigClOrdId = orig }));

    private void AfterFill(ModelOrder order, long quantity, bool isAggressor)
    {
        if (order.Leaves == 0)
        {
            Remove(order);
        }
        else if (order.IsIceberg && !isAggressor && (order.Shown -= quantity) == 0)
        {
            // SPEC 3.3: "when the shown part is gone it refills likewise, at the back of its level" and keeps its entry.
            ComeToRest(order);
            order.Place = (_lastEntry, ++_lastRefill);
        }
    }
}
