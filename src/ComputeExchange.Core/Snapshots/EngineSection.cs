using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Engine time, the counters, and what is set for the whole exchange.</summary>
internal static class EngineSection
{
    private const int Bytes = 5 * sizeof(long) + 2 + 4 * sizeof(int);

    public static void Write(BlockWriter writer, ExchangeState state)
    {
        writer.Begin(SnapshotSection.Engine);
        FieldWriter fields = writer.Piece(Bytes);
        fields.Time(state.Clock.Now);
        fields.Int64(state.Sequence);
        fields.Int64(state.Orders.LastEntry);
        fields.Int64(state.Orders.LastPlace);
        fields.Int64(state.Booking.LastGroup);
        fields.Bool(state.Settings.IsAllHalted);
        fields.Bool(state.Settings.IsHaltedByEngine);
        fields.Int32(state.Settings.SettledThrough);
        fields.Int32(state.Settings.OrderCaps.OpenOrders);
        fields.Int32(state.Settings.OrderCaps.ComplexOrdersOfOne);
        fields.Int32(state.Settings.OrderCaps.ComplexOrdersOfAll);
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Engine);
        FieldReader fields = reader.Piece(Bytes);
        state.Clock.Now = fields.Time();
        state.Sequence = fields.Int64();
        state.Orders.LastEntry = fields.Int64();
        state.Orders.LastPlace = fields.Int64();
        state.Booking.LastGroup = fields.Int64();
        state.Settings.IsAllHalted = fields.Bool();
        state.Settings.IsHaltedByEngine = fields.Bool();
        state.Settings.SettledThrough = fields.Int32();
        state.Settings.OrderCaps = new SetOrderCaps
        {
            OpenOrders = fields.Int32(),
            ComplexOrdersOfOne = fields.Int32(),
            ComplexOrdersOfAll = fields.Int32(),
        };
        bool countsUp = state.Sequence >= 0 && state.Orders.LastEntry >= 0 && state.Orders.LastPlace >= 0
            && state.Booking.LastGroup >= 0;
        SnapshotFormat.Require(countsUp, "a counter is negative");
    }
}
