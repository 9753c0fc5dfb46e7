using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>How the cost of a plain buy grows with the divisible offers that rest in its market: most of them able to serve
/// the question, or next to none.</summary>
public static class Growth
{
    private const int Buys = 4_000;
    private const int Horizon = 8_760;

    /// <summary>Prints a row for each number of offers.</summary>
    public static void Run(int most)
    {
        Console.WriteLine($"{"offers",10} {"able to serve",16} {"median",10} {"mean",10} {"p99",10}");
        for (int offers = 1_000; offers <= most; offers *= 10)
        {
            Row(offers, "most", hours: 720, asked: 24);
            Row(offers, "next to none", hours: 48, asked: 72);
        }
    }

    private static void Row(int offers, string name, int hours, int asked)
    {
        WindowMarket market = new();
        Random random = new(11);
        for (int i = 0; i < offers; i++)
        {
            DeliveryWindow window = new(WindowMarket.FirstHour + random.Next(Horizon), hours / 2 + random.Next(hours));
            market.Offer(1 + i % 8, window, ticks: 20_000 + random.Next(5_000), gpus: 8 * 64, leastSlice: 1 + random.Next(8));
        }
        List<double> nanos = [];
        for (int i = 0; i < Buys; i++)
        {
            DeliveryWindow window = new(WindowMarket.FirstHour + random.Next(Horizon), asked);
            nanos.Add(market.TimeBuy(9 + i % 8, window, ticks: 26_000, gpus: 8).TotalNanoseconds);
        }
        nanos.RemoveRange(0, Buys / 4);
        nanos.Sort();
        double median = nanos[nanos.Count / 2];
        double p99 = nanos[nanos.Count * 99 / 100];
        Console.WriteLine(FormattableString.Invariant(
            $"{offers,10:N0} {name,16} {median,7:F0} ns {nanos.Average(),7:F0} ns {p99,7:F0} ns"));
    }
}
