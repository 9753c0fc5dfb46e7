namespace ComputeExchange.Hedging.Reports;

/// <summary>Something held whose price has a history.</summary>
/// <param name="GpuHours">Held (+) or owed (-); of futures, lots x multiplier.</param>
/// <param name="Changes">Past changes of its price, dollars per GPU-hour, oldest first.</param>
public readonly record struct RiskLeg(double GpuHours, double[] Changes);

/// <summary>The variance of a whole dealer: what past price changes would have done to what is held now.</summary>
/// <remarks>Historical simulation: no model of how markets move together, only how they did. The basis of single markets
/// cancels here as far as it cancelled in the past.</remarks>
public static class DealerRisk
{
    /// <summary>Variance of the exposures alone and with the futures beside them, in dollars squared a change.</summary>
    /// <param name="exposures">Undelivered GPU-hours, one leg a market.</param>
    /// <param name="futures">Basket positions, one leg a contract.</param>
    /// <exception cref="ArgumentException">Histories differ in length.</exception>
    public static HedgeEffectiveness Of(IReadOnlyList<RiskLeg> exposures, IReadOnlyList<RiskLeg> futures)
    {
        RiskLeg[] all = [.. exposures, .. futures];
        int count = all.Length == 0 ? 0 : all[0].Changes.Length;
        if (all.Any(leg => leg.Changes.Length != count))
            throw new ArgumentException("Every leg needs a change for the same times.");
        return HedgeEffectiveness.Of(Simulate(exposures, count), Simulate(all, count));
    }

    private static double[] Simulate(IReadOnlyList<RiskLeg> legs, int count)
    {
        double[] profit = new double[count];
        foreach (RiskLeg leg in legs)
            for (int t = 0; t < count; t++)
                profit[t] += leg.GpuHours * leg.Changes[t];
        return profit;
    }
}
