using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>A sell in a trial run, with what the run has left of it.</summary>
internal struct CoverOffer
{
    public Order Order;

    /// <summary>What the search counts it at.</summary>
    public int SearchTicks;

    /// <summary>Which of the eligible sells it is: the best has 0.</summary>
    public int Rank;

    /// <summary>The least hours of a part that it sells.</summary>
    public int LeastHours;

    /// <summary>What is left of an exact offer.</summary>
    public int Leaves;

    /// <summary>What is left of a divisible offer once the run has sold of it; until then its own profile tells.</summary>
    public CapacityProfile? Draft;

    /// <summary>Whether the screen still lets its seller sell one lot over the whole window.</summary>
    public bool IsScreened;

    public readonly CapacityProfile? Profile => Draft ?? Order.Terms?.Profile;

    public readonly int Available(DeliveryWindow window) => Profile is { } profile ? profile.Least(window) : Leaves;
}
