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

    /// <summary>The offer's next stretch.</summary>
    public Stretch? Next;

    /// <summary>Whether the offer has left or changed, and the index will drop this at the next occasion.</summary>
    public bool IsStale;
}

/// <summary>The rank of a sell: lower price, then earlier place.</summary>
/// <param name="Ticks">The price.</param>
/// <param name="Place">The place.</param>
internal readonly record struct SellRank(int Ticks, long Place)
{
    /// <summary>After every sell.</summary>
    public static readonly SellRank Last = new(int.MaxValue, long.MaxValue);

    public static SellRank Of(Order sell) => new(sell.LimitTicks, sell.Place);

    public bool IsBefore(in SellRank other) => Ticks != other.Ticks ? Ticks < other.Ticks : Place < other.Place;
}
