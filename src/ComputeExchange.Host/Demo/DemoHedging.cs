using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>How the dealers of the demo's market are hedged: all alike.</summary>
internal static class DemoHedging
{
    private const int MaxLots = 40;
    private const int TicksThrough = 5;

    // Half of the spread that the market makers quote on a lot of 730 GPU-hours, in units of 1e-6 $.
    private const long PsiMicros = 5_000_000;

    // Half a dollar a lot squared, in units of 1e-9 $.
    private const long EtaNanos = 500_000_000;

    // A thousandth a dollar, in units of 1e-12: a desk that would pay $500 to be rid of a variance of a million.
    private const long LambdaPicos = 1_000_000_000;

    /// <summary>The setting of one dealer.</summary>
    public static SetHedging Of(DemoParticipant dealer) => new()
    {
        Participant = dealer.Id,
        On = true,
        MaxLots = MaxLots,
        TicksThrough = TicksThrough,
        PsiMicros = PsiMicros,
        EtaNanos = EtaNanos,
        LambdaPicos = LambdaPicos,
    };
}
