using ComputeExchange.Messages;

namespace ComputeExchange.Core.Reference;

/// <summary>A SKU: an exact kind of machine. Quantities of it are multiples of its lot, the GPUs of one node.</summary>
internal sealed class Sku(SkuId id, in DefineSku definition)
{
    public SkuId Id { get; } = id;

    public DefineSku Definition { get; set; } = definition;

    public int Lot => Definition.Lot;

    /// <summary>Open orders that name the SKU, in any of their markets.</summary>
    public int OpenOrderCount { get; set; }
}

/// <summary>A region.</summary>
internal sealed class Region(RegionId id, Code code)
{
    public RegionId Id { get; } = id;

    public Code Code { get; } = code;
}
