using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Regions and workloads: codes in id order.</summary>
internal static class CodeSections
{
    public static void Write(BlockWriter writer, ReferenceData reference)
    {
        Write(writer, SnapshotSection.Regions, reference.Regions);
        Write(writer, SnapshotSection.Workloads, reference.Workloads);
    }

    public static void Read(BlockReader reader, ReferenceData reference)
    {
        reader.Begin(SnapshotSection.Regions);
        for (int left = reader.Count(); left > 0; left--)
        {
            Code code = reader.Piece(FieldSize.Code).Code();
            RequireRoom(reference.Regions);
            reference.Regions.Add(code, new Region(new RegionId(reference.Regions.NextId), code));
        }
        reader.Begin(SnapshotSection.Workloads);
        for (int left = reader.Count(); left > 0; left--)
        {
            Code code = reader.Piece(FieldSize.Code).Code();
            RequireRoom(reference.Workloads);
            reference.Workloads.Add(code, code);
        }
    }

    public static void RequireRoom<T>(CodeTable<T> table)
        where T : class =>
        SnapshotFormat.Require(!table.IsFull, "it holds more codes than there may be");

    private static void Write<T>(BlockWriter writer, SnapshotSection section, CodeTable<T> table)
        where T : class
    {
        writer.Begin(section);
        writer.Count(table.Count);
        for (int id = 1; id <= table.Count; id++)
            writer.Piece(FieldSize.Code).Code(table.CodeOf(id));
    }
}
