using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>What only some forwards have: supported workloads, a divisible sell's profile, a complex buy's starts, parts and
/// markets.</summary>
internal static class TermsFields
{
    private const int Bytes = 2 + 5 * sizeof(int) + 2 + sizeof(int);
    private const int MarketBytes = FieldSize.Market + sizeof(int);
    private const int RunBytes = 2 * sizeof(int);

    public static void Write(BlockWriter writer, WindowTerms terms)
    {
        int runs = terms.Profile?.RunCount ?? 0;
        FieldWriter fields = writer.Piece(Bytes);
        fields.Bool(terms.IsComplex);
        fields.Bool(terms.IsPinned);
        fields.Int32(terms.LeastSlice);
        fields.Int32(terms.MaxParts);
        fields.Int32(terms.MinSlice);
        fields.Int32(terms.Step);
        fields.Int32(terms.StartCount);
        fields.Byte((byte)terms.MarketCount);
        fields.Byte((byte)terms.Supports.Count);
        fields.Int32(runs);
        for (int i = 0; i < terms.MarketCount; i++)
        {
            FieldWriter market = writer.Piece(MarketBytes);
            market.Market(terms.MarketAt(i).Market.Id);
            market.Int32(terms.MarketAt(i).LimitTicks);
        }
        for (int i = 0; i < terms.Supports.Count; i++)
            writer.Piece(sizeof(ushort)).UInt16(terms.Supports[i].Value);
        for (int i = 0; i < runs; i++)
        {
            FieldWriter run = writer.Piece(RunBytes);
            run.Int32(terms.Profile!.RunAt(i).Hours);
            run.Int32(terms.Profile.GpusAt(i));
        }
    }

    public static WindowTerms Read(BlockReader reader, Order order, ExchangeState state)
    {
        WindowTerms terms = state.Orders.RentTerms();
        FieldReader fields = reader.Piece(Bytes);
        terms.IsComplex = fields.Bool();
        terms.IsPinned = fields.Bool();
        terms.LeastSlice = fields.Int32(DeliveryWindow.MaxHours, "a least slice");
        terms.MaxParts = fields.Int32(Limits.MaxParts, "the most parts of a buy");
        terms.MinSlice = fields.Int32(DeliveryWindow.MaxHours, "a least slice");
        terms.Step = fields.Int32(DeliveryWindow.MaxHours, "a step");
        terms.StartCount = fields.Int32(Limits.MaxSearchWindows, "the starts of a buy");
        terms.MarketCount = fields.Byte();
        (int supports, int runs) = (fields.Byte(), fields.Int32(DeliveryWindow.MaxHours, "a profile"));
        bool fits = terms.MarketCount <= 1 + Limits.MaxAlternatives && supports <= Limits.MaxSupportedWorkloads
            && terms.IsComplex == terms.MarketCount > 0 && terms.IsComplex == terms.StartCount > 0
            && terms.IsComplex == terms.MaxParts > 0 && (runs > 0) == terms.LeastSlice > 0;
        SnapshotFormat.Require(fits, "window terms do not go together");
        SnapshotFormat.Require(!order.IsBasket && order.IsBuy == terms.IsComplex, "an order has another's window terms");

        for (int i = 0; i < terms.MarketCount; i++)
            terms.MarketAt(i) = ReadMarket(reader.Piece(MarketBytes), state);
        for (int i = 0; i < supports; i++)
            terms.Supports.Add(new WorkloadId(reader.Piece(sizeof(ushort)).UInt16()));
        if (runs > 0)
            terms.Profile = ReadProfile(reader, state.Orders.RentProfile(), order.Window, runs);
        SnapshotFormat.Require(!terms.IsComplex || terms.MarketAt(0).Market == order.Market, "a buy is in another market");
        return terms;
    }

    private static MarketLimit ReadMarket(FieldReader fields, ExchangeState state) => new()
    {
        Market = SnapshotFormat.Known(state.Reference.FindMarket(fields.Market()), "market"),
        LimitTicks = fields.Int32(Price.MaxTicks, "a limit"),
    };

    private static CapacityProfile ReadProfile(BlockReader reader, CapacityProfile profile, DeliveryWindow window, int runs)
    {
        int hour = window.StartHour;
        for (int i = 0; i < runs; i++)
        {
            FieldReader run = reader.Piece(RunBytes);
            int hours = run.Int32(window.EndHour - hour, "a profile");
            SnapshotFormat.Require(hours > 0, "a profile has a run of no hours");
            profile.AppendRun(hour, hour + hours, run.Int32(Limits.MaxGpus, "what a profile has left"), isFirst: i == 0);
            hour += hours;
        }
        SnapshotFormat.Require(hour == window.EndHour && profile.GpuHours > 0, "a profile is not that of its window");
        return profile;
    }
}
