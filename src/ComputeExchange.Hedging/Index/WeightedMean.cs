namespace ComputeExchange.Hedging.Index;

/// <summary>A mean by integer shares over those constituents that have a value, and how much of the whole they are.</summary>
internal struct WeightedMean
{
    private Int128 weighted;
    private long covered;
    private long whole;

    /// <summary>Counts a constituent, with its value in units of 1e-9 $ or null for none.</summary>
    public void Add(int share, long? nanos)
    {
        whole += share;
        if (nanos is not long value)
            return;
        covered += share;
        weighted += (Int128)share * value;
    }

    /// <summary>The mean in units of 1e-9 $, rounded with halves away from zero; null when no constituent has a value.</summary>
    public readonly long? Value => covered == 0 ? null : (long)RoundedDivision.HalfAwayFromZero(weighted, covered);

    /// <summary>The weight of those with a value, in units of 0.01 %, rounded down.</summary>
    public readonly int CoverageBasisPoints => whole == 0 ? 0 : (int)((Int128)covered * IndexMethod.BasisPoints / whole);

    /// <summary>The band of the exact coverage.</summary>
    public readonly CoverageBand BandBy(IndexMethod method)
    {
        if (covered == 0)
            return CoverageBand.Indicative;
        Int128 coverage = (Int128)covered * IndexMethod.BasisPoints;
        if (coverage >= (Int128)whole * method.SettleableBasisPoints)
            return CoverageBand.Settleable;
        return coverage >= (Int128)whole * method.ReviewBasisPoints ? CoverageBand.UnderReview : CoverageBand.Indicative;
    }
}
