using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books;

/// <summary>A sell as it was fetched: what decides whether a search can use it, so that most are passed over without a look at
/// the order.</summary>
internal readonly struct PooledSell(Order sell, SellRank rank)
{
    public readonly SellRank Rank = rank;
    public readonly Order Order = sell;
    public readonly Participant Owner = sell.Owner;
    public readonly DeliveryWindow Window = sell.Window;

    /// <summary>The least slice of a divisible offer, all hours of an exact one.</summary>
    public readonly int LeastSlice = sell.IsDivisible ? sell.Terms!.LeastSlice : sell.Window.Hours;
    public readonly bool IsDivisible = sell.IsDivisible;

    /// <summary>Whether it supports some workloads only.</summary>
    public readonly bool IsParticular = sell.Terms is { Supports.Count: > 0 };

    /// <summary>Whether it rests still: an order that has left, or serves again as another, has another rank.</summary>
    public bool Rests => Order.IsResting && SellRank.Of(Order) == Rank;
}
