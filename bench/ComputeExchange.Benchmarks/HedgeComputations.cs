using BenchmarkDotNet.Attributes;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>What the hedger computes: a ratio from a full history of 520 prices, the ratios to four baskets, the targets of a
/// dealer with 1,000 exposures, and an index mark through the profit and loss of one with 33 markets.</summary>
[MemoryDiagnoser]
public class HedgeComputations
{
    private const int Seed = 1;
    private const int Baskets = 4;
    private const int Exposures = 1_000;
    private const int Markets = 33;

    private readonly double[] _spot = new double[Limits.HistoryLength - 1];
    private readonly double[][] _baskets = new double[Baskets][];
    private readonly HedgeableExposure[] _exposures = new HedgeableExposure[Exposures];
    private readonly DeliveryMonth[] _months = [.. Enumerable.Range(80, 36).Select(index => new DeliveryMonth(index))];
    private readonly NoTradeBand _band = new(psi: .1m, eta: .00001m, lambda: .0001m);
    private readonly DealerProfitAndLoss _dealer = new();
    private long _index = 2_500_000_000;

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(Seed);
        for (int basket = 0; basket < Baskets; basket++)
            _baskets[basket] = [.. _spot.Select(_ => random.NextDouble() - 0.5)];
        for (int t = 0; t < _spot.Length; t++)
            _spot[t] = 0.8 * _baskets[0][t] + 0.3 * (random.NextDouble() - 0.5);
        for (int i = 0; i < Exposures; i++)
            _exposures[i] = new(new DeliveryMonth(random.Next(78, 120)), random.Next(-100_000, 100_000), random.Next(2_000_000));
        for (ushort sku = 1; sku <= Markets; sku++)
        {
            MarketId market = new(new SkuId(sku), new RegionId(1));
            _dealer.MarkMarket(market, 2_500_000_000);
            _dealer.SetRatio(market, new BasketId(1), RatioMicros.One);
            _dealer.ForwardTrade(market, 46_080, new Price(25_000));
        }
    }

    [Benchmark]
    public double OneRatio() => HedgeRatio.Estimate(_spot, _baskets[0]).Ratio;

    [Benchmark]
    public double FourBasketRatios() => BasketHedgeRatios.Estimate(_spot, _baskets).Intensity;

    [Benchmark]
    public long TargetsAndTrades()
    {
        long lots = 0;
        foreach (HedgeTarget target in HedgeTarget.Of(_exposures, _months, 730))
            lots += _band.LotsToTrade(.01, 730, target.GapFrom(0));
        return lots;
    }

    [Benchmark]
    public void IndexMark() => _dealer.MarkIndex(new BasketId(1), _index++);
}
