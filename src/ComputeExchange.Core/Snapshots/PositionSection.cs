using ComputeExchange.Core.Books;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Exposures in the order in which they first arose, basket positions that are not nil by basket, month and
/// participant, then each participant's cash.</summary>
internal static class PositionSection
{
    private const int ExposureBytes = sizeof(ushort) + FieldSize.Market;
    private const int PositionBytes = 2 * sizeof(ushort) + sizeof(int) + sizeof(long) + FieldSize.Int128;

    public static void Write(BlockWriter writer, ExchangeState state)
    {
        PositionLedger ledger = state.Positions;
        writer.Begin(SnapshotSection.Positions);
        writer.Count(ledger.Exposures.Count);
        foreach (Exposure exposure in ledger.Exposures)
        {
            FieldWriter fields = writer.Piece(ExposureBytes);
            fields.UInt16(exposure.Dealer.Id.Value);
            fields.Market(exposure.Market.Id);
            ScheduleFields.Write(writer, exposure.Gpus);
        }
        writer.Count(CountPositions(state.Reference));
        for (int id = 1; id <= state.Reference.Baskets.Count; id++)
            foreach (BasketBook contract in state.Reference.Baskets[id]!.Books)
                WritePositions(writer, contract);
        for (ushort id = 1; id <= state.Reference.Participants.Count; id++)
            writer.Piece(FieldSize.Int128).Int128(ledger.CashOf(new ParticipantId(id)));
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Positions);
        for (int left = reader.Count(); left > 0; left--)
            ReadExposure(reader, state);
        for (int left = reader.Count(); left > 0; left--)
            ReadPosition(reader.Piece(PositionBytes), state);
        for (ushort id = 1; id <= state.Reference.Participants.Count; id++)
            state.Positions.AddCash(new ParticipantId(id), reader.Piece(FieldSize.Int128).Int128());
    }

    private static int CountPositions(ReferenceData reference)
    {
        int count = 0;
        for (int id = 1; id <= reference.Baskets.Count; id++)
            foreach (BasketBook contract in reference.Baskets[id]!.Books)
                for (int holder = 1; holder <= contract.HighestHolder; holder++)
                    count += contract.PositionOf(holder).IsNil ? 0 : 1;
        return count;
    }

    private static void WritePositions(BlockWriter writer, BasketBook contract)
    {
        for (int holder = 1; holder <= contract.HighestHolder; holder++)
        {
            BasketPosition position = contract.PositionOf(holder);
            if (position.IsNil)
                continue;
            FieldWriter fields = writer.Piece(PositionBytes);
            fields.UInt16((ushort)holder);
            fields.UInt16(contract.Basket.Id.Value);
            fields.Int32(contract.Month.Index);
            fields.Int64(position.Lots);
            fields.Int128(position.Cost);
        }
    }

    private static void ReadExposure(BlockReader reader, ExchangeState state)
    {
        FieldReader fields = reader.Piece(ExposureBytes);
        Participant dealer = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
        Market market = SnapshotFormat.Known(state.Reference.FindMarket(fields.Market()), "market");
        SnapshotFormat.Require(market.ExposureOf(dealer) is null, "an exposure comes twice");
        ScheduleFields.Read(reader, state.Positions.ExposureOf(dealer, market).Gpus);
    }

    private static void ReadPosition(FieldReader fields, ExchangeState state)
    {
        Participant participant = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
        Basket basket = SnapshotFormat.Known(state.Reference.Baskets[fields.UInt16()], "basket");
        BasketBook contract = SnapshotFormat.Known(basket.Book(new DeliveryMonth(fields.Int32())), "contract");
        ref BasketPosition position = ref contract.PositionOf(participant.Id);
        SnapshotFormat.Require(position.IsNil, "a position comes twice");
        position.Lots = fields.Int64();
        position.Cost = fields.Int128();
    }
}
