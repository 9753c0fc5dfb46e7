using System.Globalization;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>What plain orders of one exact window cost in a market where others have window terms, beside an empty one and one
/// with as many exact orders. The others' windows are weeks away: no plain order here could trade with them.</summary>
public static class PlainBeside
{
    private const int Offers = 100_000;
    private const int Buys = 1_000;
    private const int Batch = 64;
    private const int Away = 2_000;

    private static readonly string[] Kinds = ["bid rests", "bid cancelled", "ask rests", "buy trades", "ask cancelled"];

    /// <summary>Prints a row for each kind of order and market.</summary>
    public static void Run(int rounds)
    {
        (string Name, WindowMarket Market)[] markets =
        [
            ("nothing", Filled(0, 0)), ($"{Offers:N0} exact offers", Filled(Offers, 0, isDivisible: false)),
            ($"{Offers:N0} divisible offers", Filled(Offers, 0)), ($"{Buys:N0} complex buys", Filled(0, Buys)),
            ("both of these", Filled(Offers, Buys)),
        ];
        List<double>[][] nanos = [.. markets.Select(_ => Kinds.Select(_ => new List<double>()).ToArray())];
        for (int round = -rounds / 4; round < rounds; round++)
        {
            for (int i = 0; i < markets.Length; i++)
            {
                double[] figures = Round(markets[i].Market);
                for (int kind = 0; round >= 0 && kind < Kinds.Length; kind++)
                    nanos[i][kind].Add(figures[kind]);
            }
        }

        Console.WriteLine($"nanoseconds a command, {ThreadClock.Name}, median of {rounds} batches of {Batch}; times the first row");
        Console.WriteLine($"| elsewhere in the market | {string.Join(" | ", Kinds)} |");
        Console.WriteLine($"| --- |{string.Concat(Kinds.Select(_ => " ---: |"))}");
        double[] bare = [.. nanos[0].Select(Medians.Of)];
        for (int i = 0; i < markets.Length; i++)
        {
            double[] medians = [.. nanos[i].Select(Medians.Of)];
            Console.WriteLine($"| {markets[i].Name} | {string.Join(" | ", medians.Select((median, kind) =>
                string.Create(CultureInfo.InvariantCulture, $"{median:N0} ({median / bare[kind]:F2} x)")))} |");
        }
    }

    /// <summary>Bids that rest and leave, then asks of which every second one is bought and the others leave.</summary>
    private static double[] Round(WindowMarket market)
    {
        (Command[] bids, ClOrdId[] bidIds) = Enter(market, at => market.BuyCommand(9, WindowOf(at), 20_000, gpus: 8, rests: true));
        double bid = market.NanosEach(bids);
        double bidCancel = market.NanosEach([.. bidIds.Select(id => WindowMarket.CancelCommand(9, id))]);
        (Command[] asks, ClOrdId[] askIds) = Enter(market, at => market.SellCommand(1, WindowOf(at), 21_000, gpus: 8));
        double ask = market.NanosEach(asks);
        Command[] buys = [.. Enumerable.Range(0, Batch / 2).Select(at =>
            market.BuyCommand(9, WindowOf(at), 21_000, gpus: 8, rests: false))];
        double buy = market.NanosEach(buys);
        double askCancel = market.NanosEach([.. askIds.Skip(Batch / 2).Select(id => WindowMarket.CancelCommand(1, id))]);
        return [bid, bidCancel, ask, buy, askCancel];
    }

    private static (Command[] Commands, ClOrdId[] Ids) Enter(WindowMarket market, Func<int, Command> make)
    {
        Command[] commands = new Command[Batch];
        ClOrdId[] ids = new ClOrdId[Batch];
        for (int at = 0; at < Batch; at++)
            (ids[at], commands[at]) = (market.NextId, make(at));
        return (commands, ids);
    }

    /// <summary>A window of its own for each of half a batch, so that each buy meets the ask that was meant for it.</summary>
    private static DeliveryWindow WindowOf(int at) => new(WindowMarket.FirstHour + at % (Batch / 2), 24);

    private static WindowMarket Filled(int offers, int buys, bool isDivisible = true)
    {
        WindowMarket market = new();
        Random random = new(12);
        for (int i = 0; i < offers; i++)
        {
            // Exact ones lie in some hundreds of books, of whole days.
            DeliveryWindow window = isDivisible
                ? new DeliveryWindow(WindowMarket.FirstHour + Away + random.Next(4_000), 24 + random.Next(240))
                : new DeliveryWindow(WindowMarket.FirstHour + Away + 24 * random.Next(166), 24 * (1 + random.Next(3)));
            (int dealer, int ticks) = (1 + i % 8, 20_000 + random.Next(5_000));
            if (isDivisible)
                market.Offer(dealer, window, ticks, gpus: 512, leastSlice: 4);
            else
                market.Sell(dealer, window, ticks, gpus: 512);
        }
        for (int i = 0; i < buys; i++)
        {
            DeliveryWindow window = new(WindowMarket.FirstHour + Away + random.Next(4_000), 24);
            market.Apply(market.ComplexBuy(
                9 + i % 8, window, ticks: 15_000 + random.Next(4_000), gpus: 8, maxParts: 2, starts: 4, rests: true));
        }
        return market;
    }
}
