using ComputeExchange.Bots.Markets;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Prices;

/// <summary>The published prices so far, and what a desk reads from them: index, beta, volatility.</summary>
/// <remarks>A desk's own estimates, from public prices: the exchange's hedger computes its ratios by itself.</remarks>
public sealed class PriceBoard(MarketDirectory directory)
{
    private const double NanosPerDollar = 1e9;
    private const int FewestChanges = 2;
    private readonly Dictionary<MarketId, List<long>> _prices =
        directory.Markets.ToDictionary(market => market.Id, _ => new List<long>());
    private readonly Dictionary<BasketId, List<long>> _indices =
        directory.Baskets.ToDictionary(basket => basket.Id, _ => new List<long>());

    /// <summary>Publishes one date's prices.</summary>
    /// <param name="nanos">The price of each market in units of 1e-9 $ per GPU-hour, in the order of the directory.</param>
    public void Publish(IReadOnlyList<long> nanos)
    {
        if (nanos.Count != directory.Markets.Count)
            throw new ArgumentException("A date has one price for each market.", nameof(nanos));
        for (int i = 0; i < nanos.Count; i++)
            _prices[directory.Markets[i].Id].Add(nanos[i]);
        foreach (ListedBasket basket in directory.Baskets)
            _indices[basket.Id].Add(RoundedMean(directory.MarketsOf(basket.Id).Select(market => _prices[market.Id][^1])));
    }

    /// <summary>The last price of a market in units of 1e-9 $; null before the first.</summary>
    public long? PriceNanos(MarketId market) => _prices[market] is [.., long last] ? last : null;

    /// <summary>The last index value of a basket, the plain mean of its markets, in units of 1e-9 $, halves away from zero;
    /// null before the first.</summary>
    public long? IndexNanos(BasketId basket) => _indices[basket] is [.., long last] ? last : null;

    /// <summary>The last price of a market in dollars per GPU-hour; null before the first.</summary>
    public double? Price(MarketId market) => PriceNanos(market) / NanosPerDollar;

    /// <summary>The last index value of a basket in dollars per GPU-hour; null before the first.</summary>
    public double? Index(BasketId basket) => IndexNanos(basket) / NanosPerDollar;

    /// <summary>How far a market moves with its basket: covariance of their changes over the variance of the index's; 1 while
    /// the index has not moved.</summary>
    public double Beta(ListedMarket market)
    {
        double[] price = Changes(_prices[market.Id]);
        double[] index = Changes(_indices[market.Basket]);
        double variance = CoMoment(index, index);
        return price.Length < FewestChanges || variance == 0 ? 1 : CoMoment(price, index) / variance;
    }

    /// <summary>Standard deviation of an index's changes from one date to the next, in dollars; 0 with fewer than two.</summary>
    public double Volatility(BasketId basket)
    {
        double[] changes = Changes(_indices[basket]);
        return changes.Length < FewestChanges ? 0 : Math.Sqrt(CoMoment(changes, changes) / (changes.Length - 1));
    }

    private static long RoundedMean(IEnumerable<long> values)
    {
        Int128 sum = 0;
        int count = 0;
        foreach (long value in values)
        {
            sum += value;
            count++;
        }
        return (long)((sum * 2 + count) / (count * 2));
    }

    private static double[] Changes(List<long> values)
    {
        double[] changes = new double[Math.Max(0, values.Count - 1)];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = (values[i + 1] - values[i]) / NanosPerDollar;
        return changes;
    }

    private static double CoMoment(double[] left, double[] right)
    {
        if (left.Length == 0)
            return 0;
        double leftMean = left.Average();
        double rightMean = right.Average();
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += (left[i] - leftMean) * (right[i] - rightMean);
        return sum;
    }
}
