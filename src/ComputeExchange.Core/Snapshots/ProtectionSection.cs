using ComputeExchange.Core.Risk;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Market-maker protection in the order in which it was first set, with the fills that each guard remembers.</summary>
internal static class ProtectionSection
{
    private const int Bytes = 2 * sizeof(ushort) + 2 * sizeof(int) + sizeof(long);

    public static void Write(BlockWriter writer, QuoteProtection protection)
    {
        writer.Begin(SnapshotSection.Protections);
        writer.Count(protection.Guards.Count);
        foreach (QuoteProtection.Guard guard in protection.Guards)
        {
            FieldWriter fields = writer.Piece(Bytes);
            fields.UInt16(guard.Participant.Value);
            fields.UInt16(guard.Basket.Value);
            fields.Int32(guard.Fills);
            fields.Int64(guard.WindowNanos);
            fields.Int32(guard.Remembered);
            for (int i = 0; i < guard.Remembered; i++)
                writer.Piece(sizeof(long)).Time(guard.TimeAt(i));
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Protections);
        for (int left = reader.Count(); left > 0; left--)
        {
            FieldReader fields = reader.Piece(Bytes);
            ParticipantId participant = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant").Id;
            BasketId basket = SnapshotFormat.Known(state.Reference.Baskets[fields.UInt16()], "basket").Id;
            foreach (QuoteProtection.Guard other in state.Protection.Guards)
                SnapshotFormat.Require(other.Participant != participant || other.Basket != basket, "a guard comes twice");
            QuoteProtection.Guard guard = state.Protection.Add(participant, basket);
            int fills = fields.Int32(Limits.MaxProtectionFills, "the fills of a guard");
            guard.Reset(fills, fields.Int64());
            for (int remembered = fields.Int32(fills, "the remembered fills of a guard"); remembered > 0; remembered--)
                guard.Count(reader.Piece(sizeof(long)).Time());
        }
    }
}
