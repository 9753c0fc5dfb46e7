using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>SKUs in id order, with their attributes.</summary>
internal static class SkuSection
{
    private const int Bytes = 5 * FieldSize.Code + 2 * sizeof(int);

    public static void Write(BlockWriter writer, ReferenceData reference)
    {
        writer.Begin(SnapshotSection.Skus);
        writer.Count(reference.Skus.Count);
        for (int id = 1; id <= reference.Skus.Count; id++)
        {
            DefineSku sku = reference.Skus[id]!.Definition;
            FieldWriter fields = writer.Piece(Bytes);
            fields.Code(sku.Code);
            fields.Int32(sku.Lot);
            fields.Code(sku.Gpu);
            fields.Code(sku.FormFactor);
            fields.Int32(sku.MemoryGigabytes);
            fields.Code(sku.Interconnect);
            fields.Code(sku.Tenancy);
        }
    }

    public static void Read(BlockReader reader, ReferenceData reference)
    {
        reader.Begin(SnapshotSection.Skus);
        for (int left = reader.Count(); left > 0; left--)
        {
            FieldReader fields = reader.Piece(Bytes);
            DefineSku sku = new()
            {
                Code = fields.Code(),
                Lot = fields.Int32(),
                Gpu = fields.Code(),
                FormFactor = fields.Code(),
                MemoryGigabytes = fields.Int32(),
                Interconnect = fields.Code(),
                Tenancy = fields.Code(),
            };
            SnapshotFormat.Require(sku.Lot is >= 1 and <= Limits.MaxGpus, "a SKU's lot is out of range");
            CodeSections.RequireRoom(reference.Skus);
            reference.Skus.Add(sku.Code, new Sku(new SkuId(reference.Skus.NextId), sku));
        }
    }
}
