using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>An amount for each hour to come: the passed hour, its amount, and the changes after it.</summary>
internal static class ScheduleFields
{
    private const int Bytes = sizeof(int) + FieldSize.Int128 + sizeof(int);
    private const int ChangeBytes = sizeof(int) + FieldSize.Int128;

    public static void Write(BlockWriter writer, HourlySchedule schedule)
    {
        FieldWriter fields = writer.Piece(Bytes);
        fields.Int32(schedule.PassedTo);
        fields.Int128(schedule.Current);
        fields.Int32(schedule.ChangeCount);
        for (int i = 0; i < schedule.ChangeCount; i++)
        {
            FieldWriter change = writer.Piece(ChangeBytes);
            change.Int32(schedule.HourAt(i));
            change.Int128(schedule.ChangeAt(i));
        }
    }

    public static void Read(BlockReader reader, HourlySchedule schedule)
    {
        FieldReader fields = reader.Piece(Bytes);
        int last = fields.Int32();
        schedule.Restore(last, fields.Int128());
        for (int left = fields.Int32(); left > 0; left--)
        {
            FieldReader change = reader.Piece(ChangeBytes);
            (int hour, Int128 by) = (change.Int32(), change.Int128());
            SnapshotFormat.Require(hour > last && by != 0, "the hours of a schedule are out of order");
            SnapshotFormat.Require(hour <= DeliveryWindow.LastHour, "a schedule goes on behind the last hour");
            schedule.ChangeBy(hour, by);
            last = hour;
        }
    }
}
