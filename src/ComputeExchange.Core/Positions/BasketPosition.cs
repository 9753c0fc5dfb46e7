namespace ComputeExchange.Core.Positions;

/// <summary>A participant's position in one basket future; the default value is none.</summary>
internal struct BasketPosition
{
    /// <summary>Lots: positive long.</summary>
    public long Lots;

    /// <summary>What the open lots have cost, in units of 0.0001 $: paid (+) or received (-).</summary>
    public Int128 Cost;

    public readonly bool IsNil => Lots == 0 && Cost == 0;
}
