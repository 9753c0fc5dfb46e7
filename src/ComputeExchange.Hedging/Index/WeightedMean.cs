namespace ComputeExchange.Hedging.Index;

/// <summary>A mean by integer shares over those constituents that have a value, and how much of the whole they are.</summary>
internal struct WeightedMean
{
    private Int128 _weighted;
    private long _covered;
    private long _whole;

    /// <summary>Counts a constituent, with its value in units of 1e-9 $ or null for none.</summary>
    public void Add(int share, long? nanos)
    {
        _whole += share;
        if (nanos is not long value)
            return;
        _covered += share;
        _weighted += (Int128)share * value;
    }

    /// <summary>The mean in units of 1e-9 $, rounded with halves away from zero; null when no constituent has a value.</summary>
    public readonly long? Value => _covered == 0 ? null : (long)RoundedDivision.HalfAwayFromZero(_weighted, _covered);

    /// <summary>The weight of those with a value, in units of 0.01 %, rounded down.</summary>
    public readonly int CoverageBasisPoints => _whole == 0 ? 0 : (int)((Int128)_covered * IndexMethod.BasisPoints / _whole);

    /// <summary>The band of the exact coverage.</summary>
    public readonly CoverageBand BandBy(IndexMethod method)
    {
        if (_covered == 0)
            return CoverageBand.Indicative;
        Int128 coverage = (Int128)_covered * IndexMethod.BasisPoints;
        if (coverage >= (Int128)_whole * method.SettleableBasisPoints)
            return CoverageBand.Settleable;
        return coverage >= (Int128)_whole * method.ReviewBasisPoints ? CoverageBand.UnderReview : CoverageBand.Indicative;
    }
}
