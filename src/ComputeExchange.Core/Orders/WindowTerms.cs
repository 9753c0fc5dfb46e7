using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>What only some forwards have: a profile (divisible sells), supported workloads (sells), and the starts,
/// parts and further markets of a complex buy. Kept apart so that a plain order does not carry it.</summary>
internal sealed class WindowTerms
{
    /// <summary>Remaining GPUs for each hour; null unless the order is a divisible sell.</summary>
    public CapacityProfile? Profile;

    /// <summary>The stretches under which the market's index lists a resting divisible sell.</summary>
    public readonly StretchList Stretches = new();

    /// <summary>The least slice of a divisible sell, in hours.</summary>
    public int LeastSlice;

    /// <summary>The workloads that a sell supports.</summary>
    public WorkloadSet Supports;

    public bool IsComplex;

    /// <summary>Whether a fill has bound the buy to one market and window.</summary>
    public bool IsPinned;

    public int MaxParts;

    /// <summary>The least hours of a part.</summary>
    public int MinSlice;

    /// <summary>Hours between two starts.</summary>
    public int Step;

    /// <summary>How many starts there are.</summary>
    public int StartCount;

    /// <summary>The markets of a complex buy: its own first, then its alternatives, each with its limit; one once pinned.</summary>
    public int MarketCount;

    private readonly MarketLimit[] _markets = new MarketLimit[1 + Limits.MaxAlternatives];

    public ref MarketLimit MarketAt(int index) => ref _markets[index];

    public void Clear()
    {
        Profile = null;
        Stretches.Clear();
        LeastSlice = 0;
        Supports = default;
        IsComplex = IsPinned = false;
        MaxParts = MinSlice = Step = StartCount = MarketCount = 0;
        Array.Clear(_markets);
    }
}

/// <summary>A market that a complex buy may be filled in, and its limit there.</summary>
internal struct MarketLimit
{
    public Market Market;
    public int LimitTicks;
}
