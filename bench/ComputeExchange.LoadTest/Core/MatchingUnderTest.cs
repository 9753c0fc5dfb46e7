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
/// <remarks>Left out against `Apply`: sessions and request numbers, the directory by id and owner, limits, collars and tops.</remarks>
internal sealed class MatchingUnderTest : IEngineUnderTest, IEventSink
{
    private readonly OrderTable _table = new();
    private readonly OrderStore _store;
    private readonly EventWriter _events;
    private readonly OrderLifecycle _lifecycle;
    private readonly BasketMatcher _matcher;
    private readonly Participant[] _participants = new Participant[WorkloadMarket.Participants + 1];
    private readonly BasketBook[] _books;
    /// <summary>The row of each order by its number in the workload: ids as they resolve.</summary>
    private readonly int[] _rows;
    private readonly BookMessage[] _chunk;
    private readonly ClOrdId[] _ids;
    private int _length;
    private long _sequence;

    public MatchingUnderTest(Workload workload, int orders, int chunkLength)
    {
        _store = new OrderStore(_table, new NobodyLooksUp());
        _events = new EventWriter(new SessionTable(), _table);
        _lifecycle = new OrderLifecycle(_store, _events);
        _matcher = new BasketMatcher(
            _table, _lifecycle, new TradeBooking(_lifecycle, _events, new PositionLedger(), new QuoteProtection()));
        for (ushort id = 1; id <= WorkloadMarket.Participants; id++)
            _participants[id] = new Participant(new ParticipantId(id), Code.Parse($"P{id}"), ParticipantKind.Dealer);
        _books = OpenBooks(workload.Books, _table);
        _rows = GC.AllocateUninitializedArray<int>(orders + 1);
        Array.Clear(_rows);
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
                Cancel(_rows[message.OrderId], _ids[i]);
            else
                Enter(message, _ids[i]);
            _store.Recycle();
        }
    }

    /// <summary>Cancels an order, unless it has ended otherwise than in the naive book and its row serves another.</summary>
    private void Cancel(int row, in ClOrdId id)
    {
        ref OrderRow order = ref _table.Row(row);
        if (order.IsOpen && order.ClOrdId == id)
            _lifecycle.Cancel(ref order, CancelReason.Requested);
    }

    private void Enter(in BookMessage message, in ClOrdId id)
    {
        ref OrderRow order = ref _store.Rent();
        _table.SetOwner(ref order, _participants[1 + message.OrderId % WorkloadMarket.Participants]);
        order.ClOrdId = id;
        order.Side = message.IsBuy ? Side.Buy : Side.Sell;
        order.TimeInForce = message.Action == BookAction.Add ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel;
        order.SelfMatch = SelfMatchInstruction.CancelResting;
        order.LimitTicks = message.Price;
        order.Quantity = order.Leaves = order.Shown = message.Quantity;
        order.Traded = _books[message.Book].Number;
        _store.Open(ref order);
        _rows[message.OrderId] = order.Number;
        _events.New(order);
        _matcher.Match(ref order);
        if (!order.IsOpen)
            return;
        if (message.Action == BookAction.Add)
            _lifecycle.Rest(ref order);
        else
            _lifecycle.Cancel(ref order, CancelReason.ImmediateOrCancel);
    }

    /// <summary>In the place of the directory: here each id is resolved before.</summary>
    private sealed class NobodyLooksUp : IOrderDirectory
    {
        public void Add(ref OrderRow order)
        {
        }

        public void Remove(ref OrderRow order)
        {
        }
    }

    private static BasketBook[] OpenBooks(int count, OrderTable orders)
    {
        Dictionary<BasketId, Basket> baskets = [];
        BasketBook[] books = new BasketBook[count];
        for (int i = 0; i < count; i++)
        {
            BasketId id = WorkloadMarket.BasketOf(i);
            if (!baskets.TryGetValue(id, out Basket? basket))
                baskets.Add(id, basket = new Basket(id, new DefineBasket { Multiplier = 730 }, orders));
            books[i] = basket.OpenBook(WorkloadMarket.MonthOf(i));
        }
        return books;
    }
}
