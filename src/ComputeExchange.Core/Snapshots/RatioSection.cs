using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Hedge ratios in the order in which they were first set.</summary>
internal static class RatioSection
{
    private const int Bytes = FieldSize.Market + sizeof(ushort) + 1 + sizeof(long);

    public static void Write(BlockWriter writer, HedgeRatios ratios)
    {
        writer.Begin(SnapshotSection.HedgeRatios);
        writer.Count(ratios.InForce.Count);
        foreach (SetHedgeRatio ratio in ratios.InForce)
        {
            FieldWriter fields = writer.Piece(Bytes);
            fields.Market(ratio.Market);
            fields.UInt16(ratio.Basket.Value);
            fields.Bool(ratio.HasRatio);
            fields.Int64(ratio.Micros);
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.HedgeRatios);
        for (int left = reader.Count(); left > 0; left--)
        {
            FieldReader fields = reader.Piece(Bytes);
            SetHedgeRatio ratio = new()
            {
                Market = SnapshotFormat.Known(state.Reference.FindMarket(fields.Market()), "market").Id,
                Basket = SnapshotFormat.Known(state.Reference.Baskets[fields.UInt16()], "basket").Id,
                HasRatio = fields.Bool(),
                Micros = fields.Int64(),
            };
            int before = state.Ratios.InForce.Count;
            state.Ratios.Set(ratio);
            SnapshotFormat.Require(state.Ratios.InForce.Count > before, "a hedge ratio comes twice");
        }
    }
}
