using ComputeExchange.Core.Books;
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

    /// <summary>So many orders get their room at once and no more: a count may be wrong.</summary>
    private const int MostExpected = 1 << 20;

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
        OrderTable orders = state.Orders.Table;
        EntryOrderWalk walk = new(state.Reference);
        while (walk.Take() is not 0 and int number)
        {
            ref readonly OrderRow order = ref orders.Row(number);
            Invariant.Require(order.IsResting, "between two commands every open order rests");
            Write(writer.Piece(Bytes), order, orders);
            if (order.HasTerms && orders.Order(number).Terms is { } terms)
                TermsFields.Write(writer, terms);
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Orders);
        int count = reader.Count();
        int expected = Math.Min(count, MostExpected);
        state.Directory.Expect(expected);
        state.Orders.Table.Expect(expected);
        state.Orders.Table.MakesOrdersAhead = false;
        OrderIntake intake = new(state);
        for (int left = count; left > 0; left--)
            intake.Add(ReadOrder(reader, state));
        intake.Finish();
        state.Orders.Table.MakesOrdersAhead = true;
    }

    private static void Write(FieldWriter fields, in OrderRow order, OrderTable orders)
    {
        fields.Int64(order.Entry);
        fields.Int64(order.Place);
        fields.UInt16(order.Owner.Value);
        fields.UInt16(order.Session.Value);
        fields.ClOrdId(order.ClOrdId);
        fields.Byte((byte)order.Side);
        fields.Byte((byte)order.TimeInForce);
        fields.Byte((byte)order.SelfMatch);
        fields.Byte((byte)FlagsOf(order, orders));
        fields.Int32(order.LimitTicks);
        fields.Int64(order.Quantity);
        fields.Int64(order.Filled);
        fields.Int32(order.Leaves);
        fields.Int32(order.IsIceberg ? order.Shown : 0);
        fields.Int32(order.MinQuantity);
        fields.Int32(order.DisplayQuantity);
        fields.UInt16(order.HasTerms ? orders.Order(order.Number).Workload.Value : (ushort)0);
        WriteInstrument(ref fields, order, orders);
        WriteEnds(ref fields, order, orders);
    }

    private static void WriteInstrument(ref FieldWriter fields, in OrderRow order, OrderTable orders)
    {
        if (order.IsBasket)
        {
            BasketBook contract = orders.ContractOf(order);
            fields.UInt16(contract.Basket.Id.Value);
            fields.UInt16(0);
            fields.Int32(contract.Month.Index);
            fields.Int32(0);
            return;
        }
        fields.Market(order.Market);
        fields.Int32(order.Window.StartHour);
        fields.Int32(order.Window.Hours);
    }

    private static void WriteEnds(ref FieldWriter fields, in OrderRow order, OrderTable orders)
    {
        if (order.MayEndAlone)
        {
            Order ends = orders.Order(order.Number);
            fields.Time(ends.Gate);
            fields.Time(ends.DayEnd);
            fields.Time(ends.ExpireTime);
            return;
        }
        fields.Time(orders.GateOf(order));
        fields.Time(EngineTime.Never);
        fields.Time(EngineTime.Never);
    }

    private static ref OrderRow ReadOrder(BlockReader reader, ExchangeState state)
    {
        ref OrderRow order = ref state.Orders.Rent();
        OrderTable orders = state.Orders.Table;
        Flags flags = ReadFields(reader.Piece(Bytes), ref order, state, out EngineTime gate);
        if ((flags & Flags.Terms) != 0)
            orders.Order(order.Number).Terms = TermsFields.Read(reader, orders.Order(order.Number), state);
        EngineTime own = order.HasTerms ? orders.Order(order.Number).Gate : orders.GateOf(order);
        SnapshotFormat.Require(own == gate, "a gate is not that of what the order trades");
        return ref order;
    }

    private static Flags ReadFields(FieldReader fields, ref OrderRow order, ExchangeState state, out EngineTime gate)
    {
        order.Entry = fields.Int64();
        order.Place = fields.Int64();
        Participant owner = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
        state.Orders.Table.SetOwner(ref order, owner);
        order.Session = new SessionId(fields.UInt16());
        order.ClOrdId = fields.ClOrdId();
        order.IdHash = state.Directory.HashOf(owner, order.ClOrdId);
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
        WorkloadId workload = new(fields.UInt16());
        if (workload.Value != 0)
            state.Orders.Table.Order(order.Number).Workload = workload;
        ReadInstrument(ref fields, ref order, state.Reference, (flags & Flags.Future) != 0);
        SnapshotFormat.Require(!order.HasTerms || !order.IsBasket, "a future names a workload");
        gate = ReadEnds(ref fields, order, state.Orders.Table, hasTerms: (flags & Flags.Terms) != 0);
        bool showsRight = order.IsIceberg ? order.IsBasket && order.Shown >= 1 && order.Shown <= order.Leaves : order.Shown == 0;
        SnapshotFormat.Require(order.Quantity >= 1 && order.Filled >= 0, "an order's quantity is out of range");
        SnapshotFormat.Require(order.Leaves >= 1 && showsRight, "an open order has nothing left, or shows what it has not");
        return flags;
    }

    private static void ReadInstrument(ref FieldReader fields, ref OrderRow order, ReferenceData reference, bool isFuture)
    {
        (ushort first, ushort second) = (fields.UInt16(), fields.UInt16());
        (int from, int hours) = (fields.Int32(), fields.Int32());
        if (isFuture)
        {
            Basket basket = SnapshotFormat.Known(reference.Baskets[first], "basket");
            order.Traded = SnapshotFormat.Known(basket.Book(new DeliveryMonth(from)), "contract").Number;
            return;
        }
        Market market = SnapshotFormat.Known(reference.FindMarket(new MarketId(new SkuId(first), new RegionId(second))), "market");
        order.Traded = -market.Number;
        order.Market = market.Id;
        order.Window = new DeliveryWindow(from, hours);
        SnapshotFormat.Require(order.Window.IsValid && !order.IsQuote, "a forward is not what a forward can be");
    }

    private static EngineTime ReadEnds(ref FieldReader fields, in OrderRow order, OrderTable orders, bool hasTerms)
    {
        (EngineTime gate, EngineTime dayEnd, EngineTime expireTime) = (fields.Time(), fields.Time(), fields.Time());
        if (hasTerms || order.MayEndAlone)
        {
            Order ends = orders.Order(order.Number);
            (ends.Gate, ends.DayEnd, ends.ExpireTime) = (gate, dayEnd, expireTime);
        }
        return gate;
    }

    private static Flags FlagsOf(in OrderRow order, OrderTable orders) =>
        (order.AllOrNone ? Flags.AllOrNone : 0)
        | (order.PostOnly ? Flags.PostOnly : 0)
        | (order.IsQuote ? Flags.Quote : 0)
        | (order.IsBasket ? Flags.Future : 0)
        | (order.HasTerms && orders.Order(order.Number).Terms is not null ? Flags.Terms : 0);
}
