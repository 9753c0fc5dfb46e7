using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>The longest that one command may take, at the bounds that orders are held to: in time of the processor, so that what
/// else the machine does is not in it.</summary>
public static class WorstCases
{
    private const int Offers = 10_000;
    private const int Dealers = 8;
    private const int Warmups = 8;
    private const int Repeats = 7;

    /// <summary>Prints a row for each case.</summary>
    public static void Run()
    {
        foreach (int lots in new[] { 1, 100 })
        {
            string buy = lots == 1 ? "buy of 1 lot" : $"buy of {lots} lots";
            Print($"{buy}, 2 parts over 4,096 h", () => BuyAgainstOffers(lots, hours: 4_096, maxParts: 2, starts: 1));
            Print($"{buy}, 8 parts over 1,024 h", () => BuyAgainstOffers(lots, hours: 1_024, maxParts: 8, starts: 1));
            Print($"{buy}, 8 parts over 32 h, 32 starts", () => BuyAgainstOffers(lots, hours: 32, maxParts: 8, starts: 32));
            Print($"{buy}, 1 part over 24 h, 512 starts", () => BuyAgainstOffers(lots, hours: 24, maxParts: 1, starts: 512));
        }
        Print("2 parts over 4,096 h, asked again", () => AskedAgain(hours: 4_096, maxParts: 2));
        Print("8 parts over 1,024 h, asked again", () => AskedAgain(hours: 1_024, maxParts: 8));
        foreach (int buys in new[] { 64, 256, 1_024, 4_096 })
            Print($"sell into {buys:N0} complex buys", () => SellIntoBuys(buys, lineDollars: 1_000_000_000_000));
        foreach (int buys in new[] { 64, 256 })
            Print($"sell into {buys:N0} complex buys that all assemble", () => SellIntoAssembling(buys));
        Print("sell into 256 complex buys without credit", () => SellIntoBuys(256, lineDollars: 0));
        foreach (int buys in new[] { 64, 256, 1_024, 4_096 })
            Print($"credit that frees {buys:N0} complex buys", () => CreditFreesAll(buys));
    }

    private static void Print(string name, Func<TimeSpan> measure)
    {
        List<double> millis = [];
        for (int i = 0; i < Warmups + Repeats; i++)
        {
            TimeSpan took = measure();
            if (i >= Warmups)
                millis.Add(took.TotalMilliseconds);
        }
        millis.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-52} median {millis[Repeats / 2],9:F3} ms   max {millis[^1],9:F3} ms"));
    }

    /// <summary>Offers of random hours and prices, none long enough alone. A first buy, whose limit no cover meets, has the
    /// scratch grow.</summary>
    private static TimeSpan BuyAgainstOffers(int lots, int hours, int maxParts, int starts)
    {
        WindowMarket market = new();
        FillWithOffers(market, hours + starts, seed: 5);
        Command buy = market.ComplexBuy(
            9, new DeliveryWindow(WindowMarket.FirstHour, hours), ticks: 21_000, gpus: 8 * lots, maxParts, starts, rests: false);
        market.ProcessorTimeOf(market.ComplexBuy(
            9, new DeliveryWindow(WindowMarket.FirstHour, hours), ticks: 20_001, gpus: 8, maxParts, starts, rests: false));
        return market.ProcessorTimeOf(buy);
    }

    /// <summary>A buy that finds no cover, right after one that did neither: no sell has come to rest between them.</summary>
    private static TimeSpan AskedAgain(int hours, int maxParts)
    {
        WindowMarket market = new();
        FillWithOffers(market, hours, seed: 5);
        DeliveryWindow window = new(WindowMarket.FirstHour, hours);
        for (int lots = 1; lots <= 3; lots++)
            market.Apply(market.ComplexBuy(9, window, ticks: 20_500, gpus: 8 * lots, maxParts, starts: 1, rests: false));
        return market.ProcessorTimeOf(market.ComplexBuy(9, window, ticks: 20_500, gpus: 8, maxParts, starts: 1, rests: false));
    }

    private static TimeSpan SellIntoBuys(int buys, long lineDollars)
    {
        WindowMarket market = new(lineDollars);
        FillWithOffers(market, 200, seed: 6);
        RestComplexBuys(market, buys, lineDollars == 0 ? 24_000 : 19_900);
        return market.ProcessorTimeOf(market.SellCommand(1, new DeliveryWindow(WindowMarket.FirstHour + 10, 4), ticks: 19_000, gpus: 8));
    }

    /// <summary>The hours behind the sell's are offered to nobody, so that each buy, whose limit is high, looks at every start and
    /// every offer in vain; the sell is too dear for the one-part covers that would end it.</summary>
    private static TimeSpan SellIntoAssembling(int buys)
    {
        WindowMarket market = new();
        Random random = new(8);
        for (int i = 0; i < Offers; i++)
        {
            DeliveryWindow hours = new(WindowMarket.FirstHour + random.Next(24), 2 + random.Next(6));
            market.Offer(1 + i % Dealers, hours, 20_000 + random.Next(5_000), gpus: 8, leastSlice: 1 + random.Next(2));
        }
        RestComplexBuys(market, buys, ticks: 24_000, starts: 1);
        return market.ProcessorTimeOf(
            market.SellCommand(1, new DeliveryWindow(WindowMarket.FirstHour + 10, 4), ticks: 19_000, gpus: 8));
    }

    private static TimeSpan CreditFreesAll(int buys)
    {
        WindowMarket market = new(lineDollars: 0);
        FillWithOffers(market, 200, seed: 7);
        RestComplexBuys(market, buys);
        market.SetLine(1, 9, 1_000_000_000);
        return market.TimeLine(9, 1, 1_000_000_000);
    }

    private static void FillWithOffers(WindowMarket market, int horizon, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < Offers; i++)
        {
            int length = 2 + random.Next(Math.Max(1, horizon / 2));
            DeliveryWindow window = new(WindowMarket.FirstHour + random.Next(horizon), length);
            market.Offer(1 + i % Dealers, window, 20_000 + random.Next(5_000), gpus: 8, leastSlice: 1 + random.Next(2));
        }
    }

    /// <summary>Buys at the bounds of a search, whose limit is too low for what rests.</summary>
    private static void RestComplexBuys(WindowMarket market, int buys, int ticks = 19_900, int starts = 32)
    {
        for (int i = 0; i < buys; i++)
            market.Apply(market.ComplexBuy(
                9, new DeliveryWindow(WindowMarket.FirstHour, 32), ticks, gpus: 80, maxParts: 8, starts, rests: true));
    }
}
