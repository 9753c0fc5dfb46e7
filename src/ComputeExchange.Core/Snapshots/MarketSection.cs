using ComputeExchange.Core.Books;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Markets in the order in which they were first named, since markets resume in it: lead, halt, collar, reference
/// prices.</summary>
internal static class MarketSection
{
    public const int HistoryValueBytes = 2 * sizeof(long);
    private const int Bytes = FieldSize.Market + sizeof(int) + 1 + 2 * sizeof(int) + sizeof(int);

    public static void Write(BlockWriter writer, ReferenceData reference)
    {
        writer.Begin(SnapshotSection.Markets);
        writer.Count(reference.Markets.Count);
        foreach (Market market in reference.Markets)
        {
            FieldWriter fields = writer.Piece(Bytes);
            fields.Market(market.Id);
            fields.Int32(market.LeadHours);
            fields.Bool(market.IsHalted);
            fields.Int32(market.Collar.Low.Ticks);
            fields.Int32(market.Collar.High.Ticks);
            fields.Int32(market.Reference.Count);
            WriteHistory(writer, market.Reference);
        }
    }

    public static void Read(BlockReader reader, ReferenceData reference)
    {
        reader.Begin(SnapshotSection.Markets);
        for (int left = reader.Count(); left > 0; left--)
        {
            FieldReader fields = reader.Piece(Bytes);
            Market market = SnapshotFormat.Known(reference.Market(fields.Market()), "SKU or region");
            SnapshotFormat.Require(!market.IsNamed, "a market comes twice");
            reference.Name(market);
            market.LeadHours = fields.Int32(Limits.MaxLeadHours, "a market's lead");
            market.IsHalted = fields.Bool();
            market.Collar = new SetPriceCollar
            {
                Market = market.Id,
                Low = new Price(fields.Int32()),
                High = new Price(fields.Int32()),
            };
            ReadHistory(reader, market.Reference, fields.Int32(Limits.HistoryLength, "the length of a history"));
        }
    }

    public static void WriteHistory(BlockWriter writer, ReferenceHistory history)
    {
        for (int i = 0; i < history.Count; i++)
        {
            FieldWriter fields = writer.Piece(HistoryValueBytes);
            fields.Time(history[i].Time);
            fields.Int64(history[i].NanoDollars);
        }
    }

    public static void ReadHistory(BlockReader reader, ReferenceHistory history, int count)
    {
        for (int i = 0; i < count; i++)
        {
            FieldReader fields = reader.Piece(HistoryValueBytes);
            history.Add(new HistoryValue(fields.Time(), fields.Int64()));
        }
    }
}
