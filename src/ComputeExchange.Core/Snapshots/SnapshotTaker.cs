namespace ComputeExchange.Core.Snapshots;

/// <summary>Writes the state down, the same state always as the same bytes.</summary>
internal static class SnapshotTaker
{
    /// <summary>Writes a snapshot, or without a stream only hashes it; returns the state hash.</summary>
    public static ulong Take(ExchangeState state, Stream? into)
    {
        BlockWriter writer = new(into);
        writer.WriteHeader();
        EngineSection.Write(writer, state);
        SkuSection.Write(writer, state.Reference);
        CodeSections.Write(writer, state.Reference);
        ParticipantSection.Write(writer, state.Reference);
        MarketSection.Write(writer, state.Reference);
        BasketSection.Write(writer, state.Reference);
        CreditSection.Write(writer, state.Credit);
        SessionSection.Write(writer, state.Sessions);
        OrderSection.Write(writer, state);
        PositionSection.Write(writer, state);
        ProtectionSection.Write(writer, state.Protection);
        RatioSection.Write(writer, state.Ratios);
        writer.End();
        return writer.Hash;
    }
}
