namespace ComputeExchange.Messages;

/// <summary>A SKU, as numbered by the core from 1 in order of definition; 0 names none.</summary>
/// <param name="Value">The number.</param>
public readonly record struct SkuId(ushort Value);

/// <summary>A region, as numbered by the core from 1; 0 names none.</summary>
/// <param name="Value">The number.</param>
public readonly record struct RegionId(ushort Value);

/// <summary>A market: a SKU in a region.</summary>
/// <param name="Sku">The SKU.</param>
/// <param name="Region">The region.</param>
public readonly record struct MarketId(SkuId Sku, RegionId Region);

/// <summary>A participant (a legal entity), as numbered by the core from 1; 0 names none.</summary>
/// <param name="Value">The number.</param>
public readonly record struct ParticipantId(ushort Value);

/// <summary>A basket, as numbered by the core from 1; 0 names none.</summary>
/// <param name="Value">The number.</param>
public readonly record struct BasketId(ushort Value);

/// <summary>A workload tag, as numbered by the core from 1; 0 names none.</summary>
/// <param name="Value">The number.</param>
public readonly record struct WorkloadId(ushort Value);

/// <summary>A client session, as numbered by the core from 1. 0 is the engine's own authority: scenario files, the
/// ticker and set-up, which are neither numbered nor checked for whom they speak.</summary>
/// <param name="Value">The number.</param>
public readonly record struct SessionId(ushort Value)
{
    /// <summary>The engine's own authority.</summary>
    public static readonly SessionId Engine = new(0);
}
