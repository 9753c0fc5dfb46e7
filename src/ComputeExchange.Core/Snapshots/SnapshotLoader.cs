namespace ComputeExchange.Core.Snapshots;

/// <summary>Fills an empty state from what <see cref="SnapshotTaker"/> wrote.</summary>
internal static class SnapshotLoader
{
    /// <exception cref="SnapshotFormatException">It is no snapshot, is of another version, or is damaged.</exception>
    public static void Load(ExchangeState state, Stream from)
    {
        try
        {
            Read(state, new BlockReader(from));
        }
        catch (Exception broken) when (broken is InvariantException or ArithmeticException or ArgumentException)
        {
            // The hashes fit, so whoever wrote this held a state that no run of commands leads to.
            throw new SnapshotFormatException($"The snapshot contradicts itself: {broken.Message}", broken);
        }
    }

    private static void Read(ExchangeState state, BlockReader reader)
    {
        reader.ReadHeader();
        EngineSection.Read(reader, state);
        SkuSection.Read(reader, state.Reference);
        CodeSections.Read(reader, state.Reference);
        ParticipantSection.Read(reader, state.Reference);
        MarketSection.Read(reader, state.Reference);
        BasketSection.Read(reader, state.Reference);
        CreditSection.Read(reader, state);
        SessionSection.Read(reader, state);
        OrderSection.Read(reader, state);
        PositionSection.Read(reader, state);
        ProtectionSection.Read(reader, state);
        RatioSection.Read(reader, state);
        reader.End();
    }
}
