using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books.Stretches;

/// <summary>Hours without a gap in which a divisible offer has GPUs left: what a buyer can be served from. An offer that has
/// sold hours out of its middle has several.</summary>
internal sealed class Stretch
{
    public Order Order = null!;

    /// <summary>Where it lies on the index's plane.</summary>
    public DeliveryWindow Hours;

    /// <summary>The shape that it hangs in, and where in its heap.</summary>
    public StretchShape Shape = null!;
    public int At;

    public StretchState State;

    /// <summary>Whether its hours are no longer what they were, and the index will drop it at the next occasion.</summary>
    public bool IsStale => State != StretchState.Listed;
}

/// <summary>What has become of a stretch since the index was last brought up to date.</summary>
internal enum StretchState
{
    /// <summary>Its hours have GPUs left, all of them.</summary>
    Listed,

    /// <summary>Some of its hours have been sold out.</summary>
    Changed,

    /// <summary>The offer has left.</summary>
    Gone,
}

/// <summary>The rank of a sell: lower price, then earlier place.</summary>
/// <param name="Ticks">The price.</param>
/// <param name="Place">The place.</param>
internal readonly record struct SellRank(int Ticks, long Place) : IComparable<SellRank>
{
    /// <summary>After every sell.</summary>
    public static readonly SellRank Last = new(int.MaxValue, long.MaxValue);

    public static SellRank Of(Order sell) => new(sell.LimitTicks, sell.Place);

    public int CompareTo(SellRank other) =>
        Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Place.CompareTo(other.Place);

    public bool IsBefore(in SellRank other) => Ticks != other.Ticks ? Ticks < other.Ticks : Place < other.Place;
}
