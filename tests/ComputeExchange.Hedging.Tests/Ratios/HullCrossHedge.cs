namespace ComputeExchange.Hedging.Tests.Ratios;

/// <summary>The fifteen months of Hull's cross hedge: changes of the heating-oil future and of the jet-fuel price.</summary>
internal static class HullCrossHedge
{
    public static readonly double[] FuturesChanges =
        [.021, .035, -.046, .001, .044, -.029, -.026, -.029, .048, -.006, -.036, -.011, .019, -.027, .029];

    public static readonly double[] SpotChanges =
        [.029, .020, -.044, .008, .026, -.019, -.010, -.007, .043, .011, -.036, -.018, .009, -.032, .023];
}
