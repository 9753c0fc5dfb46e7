namespace ComputeExchange.Hedging.Index;

/// <summary>The index of a basket from what is traded and dealable in its constituents.</summary>
/// <remarks>
/// For each constituent: the mean of its prints in the look-back (<see cref="IndexMethod"/> says which and how); without
/// prints the middle of the best dealable bid and ask, crossed or not (on a credit-screened market they may cross); else its
/// last value, marked stale. The index is the weighted mean over the fresh constituents alone, and coverage their weight.
/// </remarks>
public static class IndexCalculator
{
    private const int HhiOfOneContributor = 10_000;

    /// <summary>Computes a value.</summary>
    /// <param name="constituents">The basket's constituents, at least one.</param>
    /// <param name="nowNanos">Engine time: prints of (now - look-back, now] count.</param>
    /// <param name="method">The rules.</param>
    /// <exception cref="ArgumentException">No constituent, bad rules, or a share, price or volume not above 0.</exception>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static IndexValue Compute(IReadOnlyList<IndexConstituent> constituents, long nowNanos, IndexMethod method)
    {
        method.Require();
        RequireSound(constituents);

        ConstituentValue[] values = new ConstituentValue[constituents.Count];
        WeightedMean mean = default;
        Dictionary<int, Int128> volumeByContributor = [];
        for (int i = 0; i < values.Length; i++)
        {
            IndexConstituent constituent = constituents[i];
            values[i] = ValueOf(constituent, nowNanos, method, volumeByContributor);
            mean.Add(constituent.Share, values[i].IsFresh ? values[i].Nanos : null);
        }
        return new IndexValue
        {
            Nanos = mean.Value,
            CoverageBasisPoints = mean.CoverageBasisPoints,
            Band = mean.BandBy(method),
            Prints = values.Sum(value => value.Prints),
            Contributors = volumeByContributor.Count,
            ConcentrationHhi = HhiOf(volumeByContributor.Values),
            DepthGpuHours = values.Sum(value => value.DepthGpuHours),
            Constituents = values,
            MethodVersion = IndexMethod.Version,
            MethodHash = method.Hash,
        };
    }

    private static ConstituentValue ValueOf(
        IndexConstituent constituent, long nowNanos, IndexMethod method, Dictionary<int, Int128> volumeByContributor)
    {
        List<Print> inLookBack = [.. constituent.Prints.Where(print =>
            print.TimeNanos <= nowNanos && (Int128)nowNanos - print.TimeNanos < method.LookBackNanos)];
        List<Print> used = PrintMean.WithoutOutliers(inLookBack, method);
        foreach (Print print in used)
        {
            volumeByContributor.TryGetValue(print.Contributor, out Int128 volume);
            volumeByContributor[print.Contributor] = volume + print.GpuHours;
        }

        long? value = used.Count > 0 ? PrintMean.Winsorized(used, method) : DealableMid(constituent);
        ConstituentSource source = used.Count > 0 ? ConstituentSource.Prints
            : value is not null ? ConstituentSource.DealableMid
            : constituent.LastNanos is not null ? ConstituentSource.Stale
            : ConstituentSource.Missing;
        value ??= constituent.LastNanos;
        long depth = value is long near ? DepthNear(near, constituent, method) : 0;
        return new ConstituentValue(value, source, used.Count, inLookBack.Count - used.Count, depth);
    }

    private static long? DealableMid(IndexConstituent constituent)
    {
        if (constituent.Bids.Count == 0 || constituent.Asks.Count == 0)
            return null;
        Int128 bid = constituent.Bids.Max(level => level.PriceNanos);
        Int128 ask = constituent.Asks.Min(level => level.PriceNanos);
        return (long)RoundedDivision.HalfAwayFromZero(bid + ask, 2);
    }

    private static long DepthNear(long value, IndexConstituent constituent, IndexMethod method) =>
        constituent.Bids.Concat(constituent.Asks)
            .Where(level => Int128.Abs((Int128)level.PriceNanos - value) * IndexMethod.BasisPoints
                <= (Int128)value * method.DepthBasisPoints)
            .Sum(level => level.GpuHours);

    private static int HhiOf(IReadOnlyCollection<Int128> volumes)
    {
        if (volumes.Count == 0)
            return 0;
        Int128 total = 0;
        Int128 squares = 0;
        foreach (Int128 volume in volumes)
        {
            total += volume;
            squares += volume * volume;
        }
        return (int)RoundedDivision.HalfAwayFromZero(squares * HhiOfOneContributor, total * total);
    }

    private static void RequireSound(IReadOnlyList<IndexConstituent> constituents)
    {
        if (constituents.Count == 0)
            throw new ArgumentException("An index needs at least one constituent.", nameof(constituents));
        foreach (IndexConstituent constituent in constituents)
        {
            bool sound = constituent is { Share: > 0, LastNanos: null or > 0 }
                && constituent.Prints.All(print => print is { PriceNanos: > 0, GpuHours: > 0 })
                && constituent.Bids.Concat(constituent.Asks).All(level => level is { PriceNanos: > 0, GpuHours: > 0 });
            if (!sound)
                throw new ArgumentException("Shares, prices and quantities are above 0.", nameof(constituents));
        }
    }
}
