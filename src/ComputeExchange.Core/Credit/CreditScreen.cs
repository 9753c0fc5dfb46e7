using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Credit;

/// <summary>The bilateral screen: whether two may deal a forward, and how much of it.</summary>
internal static class CreditScreen
{
    /// <summary>How many GPUs credit lets two participants deal, in whole lots, at most those wanted; 0 if they may not.</summary>
    /// <param name="buyer">Who buys.</param>
    /// <param name="seller">Who sells.</param>
    /// <param name="ticksPerGpu">Price x hours, in ticks, for one GPU.</param>
    /// <param name="wanted">The GPUs wanted, a multiple of the lot.</param>
    /// <param name="lot">The lot.</param>
    /// <param name="pending">What a trial run has already used between the two, in ticks x GPUs x hours.</param>
    public static int Allowed(Participant buyer, Participant seller, long ticksPerGpu, int wanted, int lot, Int128 pending)
    {
        if (!buyer.IsDealer && !seller.IsDealer)
            return 0;
        if (buyer.LineTo(seller) is not { } given || seller.LineTo(buyer) is not { } taken)
            return 0;
        int allowed = Math.Min(AllowedBy(given, ticksPerGpu, wanted, pending), AllowedBy(taken, ticksPerGpu, wanted, pending));
        return allowed - allowed % lot;
    }

    private static int AllowedBy(CreditLine line, long ticksPerGpu, int wanted, Int128 pending)
    {
        Int128 headroom = line.Headroom;
        if (pending != 0)
            headroom -= pending * line.AddOn;
        if (headroom < 0)
            return 0;
        Int128 perGpu = (Int128)ticksPerGpu * line.AddOn;
        return perGpu * wanted <= headroom ? wanted : (int)(headroom / perGpu);
    }
}
