using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Credit lines in the order in which they were first set: limit, add-on, what is used, and in which hours.</summary>
internal static class CreditSection
{
    private const int Bytes = 2 * sizeof(ushort) + sizeof(long) + sizeof(int) + FieldSize.Int128;

    public static void Write(BlockWriter writer, CreditMatrix credit)
    {
        writer.Begin(SnapshotSection.CreditLines);
        writer.Count(credit.Lines.Count);
        foreach (CreditLine line in credit.Lines)
        {
            FieldWriter fields = writer.Piece(Bytes);
            fields.UInt16(line.From.Id.Value);
            fields.UInt16(line.To.Id.Value);
            fields.Int64(line.Limit.Units);
            fields.Int32(line.AddOn);
            fields.Int128(line.Used);
            ScheduleFields.Write(writer, line.Use);
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.CreditLines);
        for (int left = reader.Count(); left > 0; left--)
        {
            FieldReader fields = reader.Piece(Bytes);
            Participant from = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
            Participant to = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
            SnapshotFormat.Require(from != to && from.LineTo(to) is null, "a credit line comes twice");
            CreditLine line = state.Credit.Open(from, to);
            line.Restore(new Money(fields.Int64()), fields.Int32(Limits.MaxAddOn, "an add-on"), fields.Int128());
            ScheduleFields.Read(reader, line.Use);
        }
    }
}
