using ComputeExchange.Core;
using ComputeExchange.Core.Books;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Risk;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>Matching alone, driven below `Apply` in its own parts: participants, contracts and orders are given as what they
/// resolve to, nothing is checked, and every event goes into the sink, with self-match prevention.</summary>
/// <remarks>Left out against `Apply`: sessions and request numbers, the look-up by ClOrdId, limits, collars, deadlines and tops.
/// An order still gets its entry and stands in its owner's list and in the index by id, since its end takes it out of them.</remarks>
internal sealed class MatchingUnderTest : IEngineUnderTest, IEventSink
{
    private readonly OrderStore _store = new();
    private readonly EventWriter _events;
    private readonly OrderLifecycle _lifecycle;
    private readonly BasketMatcher _matcher;
    private readonly Participant[] _participants = new Participant[WorkloadMarket.Participants + 1];
    private readonly BasketBook[] _books;
    private readonly Handle[] _orders;
    private readonly BookMessage[] _chunk;
    private readonly ClOrdId[] _ids;
    private int _length;
    private long _sequence;

    public MatchingUnderTest(Workload workload, int orders, int chunkLength)
    {
        _events = new EventWriter(new SessionTable());
        _lifecycle = new OrderLifecycle(_store, _events);
        _matcher = new BasketMatcher(
            _lifecycle, new TradeBooking(_lifecycle, _events, new PositionLedger(), new QuoteProtection()));
        for (ushort id = 1; id <= WorkloadMarket.Participants; id++)
            _participants[id] = new Participant(new ParticipantId(id), Code.Parse($"P{id}"), ParticipantKind.Dealer);
        _books = OpenBooks(workload.Books);
        _orders = new Handle[orders + 1];
        _chunk = new BookMessage[chunkLength];
        _ids = new ClOrdId[chunkLength];
    }

    public long Events { get; private set; }

    public long Trades { get; private set; }

    public void On(in Event happened)
    {
        Events++;
        if (happened.Kind == EventKind.Trade)
            Trades++;
    }

    public void Prepare(ReadOnlySpan<BookMessage> chunk)
    {
        _length = chunk.Length;
        chunk.CopyTo(_chunk);
        for (int i = 0; i < chunk.Length; i++)
            _ids[i] = OrderIds.Of(chunk[i].OrderId);
    }

    public void Apply()
    {
        for (int i = 0; i < _length; i++)
        {
            ref readonly BookMessage message = ref _chunk[i];
            _events.Begin(this, ++_sequence, WorkloadMarket.Start, default);
            if (message.Action == BookAction.Cancel)
                Cancel(_orders[message.OrderId]);
            else
                Enter(message, _ids[i]);
            _store.Recycle();
        }
    }

    private void Cancel(Handle handle)
    {
        if (handle.Order.IsOpen && handle.Order.Entry == handle.Entry)
            _lifecycle.Cancel(handle.Order, CancelReason.Requested);
    }

    private void Enter(in BookMessage message, in ClOrdId id)
    {
        Order order = _store.Rent();
        order.Owner = _participants[1 + message.OrderId % WorkloadMarket.Participants];
        order.ClOrdId = id;
        order.Side = message.IsBuy ? Side.Buy : Side.Sell;
        order.TimeInForce = message.Action == BookAction.Add ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel;
        order.SelfMatch = SelfMatchInstruction.CancelResting;
        order.LimitTicks = message.Price;
        order.Quantity = order.Leaves = order.Shown = message.Quantity;
        order.Contract = _books[message.Book];
        order.Gate = order.DayEnd = order.ExpireTime = EngineTime.Never;
        _store.Open(order);
        _orders[message.OrderId] = new Handle(order, order.Entry);
        _events.New(order);
        _matcher.Match(order);
        if (!order.IsOpen)
            return;
        if (message.Action == BookAction.Add)
            _lifecycle.Rest(order);
        else
            _lifecycle.Cancel(order, CancelReason.ImmediateOrCancel);
    }

    private static BasketBook[] OpenBooks(int count)
    {
        Dictionary<BasketId, Basket> baskets = [];
        BasketBook[] books = new BasketBook[count];
        for (int i = 0; i < count; i++)
        {
            BasketId id = WorkloadMarket.BasketOf(i);
            if (!baskets.TryGetValue(id, out Basket? basket))
                baskets.Add(id, basket = new Basket(id, new DefineBasket { Multiplier = 730 }));
            books[i] = basket.OpenBook(WorkloadMarket.MonthOf(i));
        }
        return books;
    }

    /// <summary>An order as its owner's number resolves to it: a pooled one, and the entry that tells which use of it is meant.</summary>
    private readonly record struct Handle(Order Order, long Entry);
}
