using BenchmarkDotNet.Attributes;
using ComputeExchange.LoadTest.Windows;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>An immediate buy of 24 hours, put together from parts, among divisible offers of random hours and prices. Its first hour
/// is offered only at three times the price of the others, which its limit does not allow: the search for the cheapest cover, and
/// no trade.</summary>
[MemoryDiagnoser]
public class CoverPlanning
{
    private const int Buyer = 9;
    private const int Sellers = 8;
    private const int Hours = 24;

    private readonly WindowMarket _market = new();
    private Command _buy;

    [Params(100, 1_000, 10_000)]
    public int Offers { get; set; }

    [Params(2, 4, 8)]
    public int MaxParts { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(5);
        for (int i = 0; i < Offers; i++)
        {
            DeliveryWindow window = new(WindowMarket.FirstHour + 1 + random.Next(Hours), 2 + random.Next(Hours / 2));
            _market.Offer(1 + i % Sellers, window, ticks: 20_000 + random.Next(5_000), gpus: 64, leastSlice: 1 + random.Next(2));
        }
        _market.Offer(1, new DeliveryWindow(WindowMarket.FirstHour, 2), ticks: 60_000, gpus: 64, leastSlice: 1);
        _buy = _market.ComplexBuy(
            Buyer, new DeliveryWindow(WindowMarket.FirstHour, Hours), ticks: 21_000, gpus: 8, MaxParts, starts: 1, rests: false);
    }

    [Benchmark]
    public long SearchInVain()
    {
        _market.Apply(_buy);
        return _market.Trades == 0 ? 0 : throw new InvalidOperationException("A buy that its limit forbids has traded.");
    }
}
