using BenchmarkDotNet.Attributes;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>The whole hedge of a large dealer at once: 10,000 exposures over 36 months, ratios to ten baskets from a full history,
/// and the targets and trades in each basket.</summary>
[MemoryDiagnoser]
public class HedgeSolve
{
    private const int Baskets = 10;
    private const int Exposures = 10_000;

    private readonly double[] _spot = new double[Limits.HistoryLength - 1];
    private readonly double[][] _baskets = new double[Baskets][];
    private readonly HedgeableExposure[] _exposures = new HedgeableExposure[Exposures];
    private readonly DeliveryMonth[] _months = [.. Enumerable.Range(80, 36).Select(index => new DeliveryMonth(index))];
    private readonly NoTradeBand _band = new(psi: .1m, eta: .00001m, lambda: .0001m);

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(1);
        for (int basket = 0; basket < Baskets; basket++)
            _baskets[basket] = [.. _spot.Select(_ => random.NextDouble() - 0.5)];
        for (int t = 0; t < _spot.Length; t++)
            _spot[t] = 0.8 * _baskets[0][t] + 0.3 * (random.NextDouble() - 0.5);
        for (int i = 0; i < Exposures; i++)
            _exposures[i] = new(new DeliveryMonth(random.Next(80, 116)), random.Next(-100_000, 100_000), random.Next(2_000_000));
    }

    [Benchmark]
    public long RatiosTargetsAndTrades()
    {
        double intensity = BasketHedgeRatios.Estimate(_spot, _baskets).Intensity;
        long lots = 0;
        for (int basket = 0; basket < Baskets; basket++)
            foreach (HedgeTarget target in HedgeTarget.Of(_exposures, _months, 730))
                lots += _band.LotsToTrade(.01, 730, target.GapFrom(0));
        return intensity >= 0 ? lots : 0;
    }
}
