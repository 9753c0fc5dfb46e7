using BenchmarkDotNet.Attributes;
using ComputeExchange.LoadTest.Windows;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>A plain buy among so many divisible offers of random windows in a year: one that the cheapest of many serves, and one
/// longer than any offer, so that the index has to say there is none. How either grows with the offers is what it is for.</summary>
[MemoryDiagnoser]
public class WindowIndexGrowth
{
    private const int Buyer = 9;
    private const int Sellers = 8;
    private const int Horizon = 8_760;
    private const int OfferHours = 240;
    private const int Windows = 64;

    private readonly WindowMarket _market = new();
    private int _next;

    [Params(1_000, 10_000, 100_000)]
    public int Offers { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(11);
        for (int i = 0; i < Offers; i++)
        {
            DeliveryWindow window = new(WindowMarket.FirstHour + random.Next(Horizon), OfferHours / 2 + random.Next(OfferHours / 2));
            _market.Offer(1 + i % Sellers, window, ticks: 20_000 + random.Next(5_000), gpus: 1_000_000, leastSlice: 4);
        }
    }

    [Benchmark]
    public void Served() => Buy(hours: 24);

    [Benchmark]
    public void NoneIsLongEnough() => Buy(hours: 2 * OfferHours);

    private void Buy(int hours)
    {
        DeliveryWindow window = new(WindowMarket.FirstHour + _next++ % Windows * (Horizon / Windows), hours);
        _market.Apply(_market.BuyCommand(Buyer, window, ticks: 26_000, gpus: 8, rests: false));
    }
}
