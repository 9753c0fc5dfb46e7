using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Open orders in entry order. Books are not written: forwards come to rest again as they are read, since among them
/// place follows entry, and so do futures up to the first iceberg; from there on futures by place, which refills change.</summary>
internal static class OrderSection
{
    private const int IdBytes = 2 * sizeof(long) + 2 * sizeof(ushort) + FieldSize.ClOrdId + 4;
    private const int QuantityBytes = 5 * sizeof(int) + 2 * sizeof(long) + sizeof(ushort);
    private const int InstrumentBytes = 2 * sizeof(ushort) + 2 * sizeof(int);
    private const int Bytes = IdBytes + QuantityBytes + InstrumentBytes + 3 * sizeof(long);

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        AllOrNone = 1,
        PostOnly = 2,
        Quote = 4,
        Future = 8,
        Terms = 16,
        All = AllOrNone | PostOnly | Quote | Future | Terms,
    }

    public static void Write(BlockWriter writer, ExchangeState state)
    {
        writer.Begin(SnapshotSection.Orders);
        writer.Count(state.Directory.Count);
        EntryOrderWalk walk = new(state.Reference);
        while (walk.Take() is { } order)
        {
            Invariant.Require(order.IsResting, "between two commands every open order rests");
            Write(writer.Piece(Bytes), order);
            if (order.Terms is { } terms)
                TermsFields.Write(writer, terms);
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Orders);
        int count = reader.Count();
        state.Directory.Expect(count);
        List<Order> later = [];
        (long entry, long place, long futurePlace) = (0, 0, 0);
        for (int left = count; left > 0; left--)
        {
            Order order = ReadOrder(reader, state);
            SnapshotFormat.Require(order.Entry > entry && order.Entry <= state.Orders.LastEntry, "entries are out of order");
            SnapshotFormat.Require(order.Place >= 1 && order.Place <= state.Orders.LastPlace, "a place is out of range");
            entry = order.Entry;
            if (order.IsBasket && (order.IsIceberg || later.Count > 0))
            {
                later.Add(order);
                continue;
            }
            ref long last = ref order.IsBasket ? ref futurePlace : ref place;
            SnapshotFormat.Require(order.Place > last, "places are out of order");
            last = order.Place;
            state.Orders.Restore(order);
        }
        RestoreByPlace(later, futurePlace, state);
    }

    /// <summary>Only an iceberg's place may be later than its entry says, so all of these stand behind those restored before.
    /// </summary>
    private static void RestoreByPlace(List<Order> futures, long place, ExchangeState state)
    {
        futures.Sort(static (left, right) => left.Place.CompareTo(right.Place));
        foreach (Order order in futures)
        {
            SnapshotFormat.Require(order.Place > place, "places are out of order");
            place = order.Place;
            state.Orders.Restore(order);
        }
    }

    private static void Write(FieldWriter fields, Order order)
    {
        fields.Int64(order.Entry);
        fields.Int64(order.Place);
        fields.UInt16(order.Owner.Id.Value);
        fields.UInt16(order.Session.Value);
        fields.ClOrdId(order.ClOrdId);
        fields.Byte((byte)order.Side);
        fields.Byte((byte)order.TimeInForce);
        fields.Byte((byte)order.SelfMatch);
        fields.Byte((byte)FlagsOf(order));
        fields.Int32(order.LimitTicks);
        fields.Int64(order.Quantity);
        fields.Int64(order.Filled);
        fields.Int32(order.Leaves);
        fields.Int32(order.IsIceberg ? order.Shown : 0);
        fields.Int32(order.MinQuantity);
        fields.Int32(order.DisplayQuantity);
        fields.UInt16(order.Workload.Value);
        WriteInstrument(ref fields, order);
        fields.Time(order.Gate);
        fields.Time(order.DayEnd);
        fields.Time(order.ExpireTime);
    }

    private static void WriteInstrument(ref FieldWriter fields, Order order)
    {
        if (order.Contract is { } contract)
        {
            fields.UInt16(contract.Basket.Id.Value);
            fields.UInt16(0);
            fields.Int32(contract.Month.Index);
            fields.Int32(0);
            return;
        }
        fields.Market(order.Market!.Id);
        fields.Int32(order.Window.StartHour);
        fields.Int32(order.Window.Hours);
    }

    private static Order ReadOrder(BlockReader reader, ExchangeState state)
    {
        Order order = state.Orders.RentOrder();
        Flags flags = ReadFields(reader.Piece(Bytes), order, state.Reference, out EngineTime gate);
        if ((flags & Flags.Terms) != 0)
            order.Terms = TermsFields.Read(reader, order, state);
        SnapshotFormat.Require(order.Gate == gate, "a gate is not that of what the order trades");
        SnapshotFormat.Require(state.Directory.Find(order.Owner, order.ClOrdId) is null, "an order comes twice");
        state.Orders.Enlist(ref order.Row);
        return order;
    }

    private static Flags ReadFields(FieldReader fields, Order order, ReferenceData reference, out EngineTime gate)
    {
        order.Entry = fields.Int64();
        order.Place = fields.Int64();
        order.Owner = SnapshotFormat.Known(reference.Participants[fields.UInt16()], "participant");
        order.Session = new SessionId(fields.UInt16());
        order.ClOrdId = fields.ClOrdId();
        order.Side = (Side)fields.Byte();
        order.TimeInForce = (TimeInForce)fields.Byte();
        order.SelfMatch = (SelfMatchInstruction)fields.Byte();
        Flags flags = (Flags)fields.Byte();
        order.AllOrNone = (flags & Flags.AllOrNone) != 0;
        order.PostOnly = (flags & Flags.PostOnly) != 0;
        order.IsQuote = (flags & Flags.Quote) != 0;
        SnapshotFormat.Require(order.Side is Side.Buy or Side.Sell && (flags & ~Flags.All) == 0, "an order is of no kind");
        order.LimitTicks = fields.Int32(Price.MaxTicks, "a limit");
        order.Quantity = fields.Int64();
        order.Filled = fields.Int64();
        order.Leaves = fields.Int32(Limits.MaxLots, "an order's leaves");
        order.Shown = fields.Int32(Limits.MaxLots, "what an iceberg shows");
        order.MinQuantity = fields.Int32(Limits.MaxLots, "a least quantity");
        order.DisplayQuantity = fields.Int32(Limits.MaxLots, "a shown quantity");
        order.Workload = new WorkloadId(fields.UInt16());
        ReadInstrument(ref fields, order, reference, (flags & Flags.Future) != 0);
        gate = fields.Time();
        order.Gate = gate;
        order.DayEnd = fields.Time();
        order.ExpireTime = fields.Time();
        bool showsRight = order.IsIceberg ? order.IsBasket && order.Shown >= 1 && order.Shown <= order.Leaves : order.Shown == 0;
        SnapshotFormat.Require(order.Quantity >= 1 && order.Filled >= 0, "an order's quantity is out of range");
        SnapshotFormat.Require(order.Leaves >= 1 && showsRight, "an open order has nothing left, or shows what it has not");
        return flags;
    }

    private static void ReadInstrument(ref FieldReader fields, Order order, ReferenceData reference, bool isFuture)
    {
        (ushort first, ushort second) = (fields.UInt16(), fields.UInt16());
        (int from, int hours) = (fields.Int32(), fields.Int32());
        if (isFuture)
        {
            Basket basket = SnapshotFormat.Known(reference.Baskets[first], "basket");
            order.Contract = SnapshotFormat.Known(basket.Book(new DeliveryMonth(from)), "contract");
            return;
        }
        order.Market = SnapshotFormat.Known(reference.FindMarket(new MarketId(new SkuId(first), new RegionId(second))), "market");
        order.Window = new DeliveryWindow(from, hours);
        SnapshotFormat.Require(order.Window.IsValid && !order.IsQuote, "a forward is not what a forward can be");
    }

    private static Flags FlagsOf(Order order) =>
        (order.AllOrNone ? Flags.AllOrNone : 0)
        | (order.PostOnly ? Flags.PostOnly : 0)
        | (order.IsQuote ? Flags.Quote : 0)
        | (order.IsBasket ? Flags.Future : 0)
        | (order.Terms is not null ? Flags.Terms : 0);
}
