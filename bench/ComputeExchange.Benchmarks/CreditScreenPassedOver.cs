using BenchmarkDotNet.Attributes;
using ComputeExchange.LoadTest.Windows;
using ComputeExchange.Messages;

namespace ComputeExchange.Benchmarks;

/// <summary>A buy that meets so many resting sells of one window, whose sellers its credit forbids: each is screened and passed
/// over, nothing trades. What grows with the sells is the screen.</summary>
[MemoryDiagnoser]
public class CreditScreenPassedOver
{
    private const int Buyer = 9;
    private const int Sellers = 8;
    private static readonly DeliveryWindow Window = new(WindowMarket.FirstHour, 24);

    private readonly WindowMarket _market = new();

    [Params(1, 16, 256)]
    public int Sells { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (int seller = 1; seller <= Sellers; seller++)
            _market.SetLine(seller, Buyer, dollars: 0);
        for (int i = 0; i < Sells; i++)
            _market.Sell(1 + i % Sellers, Window, ticks: 20_000 + i, gpus: 64);
    }

    [Benchmark]
    public long BuyThatNobodyMaySell()
    {
        _market.Apply(_market.BuyCommand(Buyer, Window, ticks: 30_000, gpus: 8, rests: false));
        return _market.Trades == 0 ? 0 : throw new InvalidOperationException("A buy without credit has traded.");
    }
}
