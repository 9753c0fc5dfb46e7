using System.Globalization;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>How the cost of a command grows with the divisible offers that rest in its market, all of them able to serve what
/// is asked, or next to none.</summary>
public static class Growth
{
    private const int Fewest = 1_000;
    private const int Batch = 32;
    private const int Batches = 60;
    private const int ComplexBatch = 4;
    private const int ComplexBatches = 40;
    private const int Warmups = 3;

    private static readonly string[] Cases =
    [
        "enter an offer", "cancel an offer", "plain buy, all can serve", "plain buy, next to none can",
        "complex buy, all can serve", "complex buy, next to none can",
    ];

    /// <summary>Prints a table with a row for each number of offers, and draws it if that is asked for.</summary>
    public static void Run(int most, string? plotFile)
    {
        for (int i = 0; i < Warmups; i++)
            Measure(Fewest);
        List<int> sizes = [];
        for (int offers = Fewest; offers <= most; offers *= 10)
            sizes.Add(offers);
        double[][] nanos = new double[sizes.Count][];
        for (int i = 0; i < sizes.Count; i++)
        {
            Progress.Tell($"{sizes[i]:N0} offers");
            nanos[i] = Measure(sizes[i]);
        }

        Console.WriteLine($"nanoseconds a command, {ThreadClock.Name}, median of batches");
        Console.WriteLine($"| offers | {string.Join(" | ", Cases)} |");
        Console.WriteLine($"| ---: |{string.Concat(Cases.Select(_ => " ---: |"))}");
        for (int i = 0; i < sizes.Count; i++)
            Console.WriteLine(Row(sizes[i].ToString("N0", CultureInfo.InvariantCulture), nanos[i], "N0"));
        Console.WriteLine(Row($"last / first", [.. nanos[^1].Select((last, at) => last / nanos[0][at])], "F1"));
        if (plotFile is not null)
        {
            LogPlot plot = new("Cost of a command among divisible offers", "resting divisible offers", "ns a command");
            for (int at = 0; at < Cases.Length; at++)
                plot.Add(Cases[at], [.. sizes.Select((size, i) => ((double)size, nanos[i][at]))]);
            File.WriteAllText(plotFile, plot.ToSvg());
        }
    }

    private static string Row(string name, double[] figures, string format) =>
        $"| {name} | {string.Join(" | ", figures.Select(figure => figure.ToString(format, CultureInfo.InvariantCulture)))} |";

    private static double[] Measure(int offers)
    {
        // One crowd at a time: a million offers take a good part of a gigabyte.
        double[] serving = Measure(new OfferCrowd(offers, serves: true));
        GC.Collect();
        double[] none = Measure(new OfferCrowd(offers, serves: false));
        GC.Collect();
        return [none[0], none[1], serving[2], none[2], serving[3], none[3]];
    }

    /// <summary>Entering, cancelling, plain buys, complex buys. As many offers enter as leave.</summary>
    private static double[] Measure(OfferCrowd crowd)
    {
        List<double> enter = [], cancel = [], plain = [], complex = [];
        for (int i = 0; i < Batches; i++)
        {
            enter.Add(crowd.NanosEach(BatchOf(Batch, crowd.Enter)));
            cancel.Add(crowd.NanosEach(BatchOf(Batch, crowd.Cancel)));
        }
        for (int i = 0; i < Batches; i++)
            plain.Add(crowd.NanosEach(BatchOf(Batch, crowd.PlainBuy)));
        for (int i = 0; i < ComplexBatches; i++)
            complex.Add(crowd.NanosEach(BatchOf(ComplexBatch, crowd.ComplexBuy)));
        return [Medians.Of(enter), Medians.Of(cancel), Medians.Of(plain), Medians.Of(complex)];
    }

    private static Messages.Command[] BatchOf(int count, Func<Messages.Command> make)
    {
        Messages.Command[] batch = new Messages.Command[count];
        for (int i = 0; i < count; i++)
            batch[i] = make();
        return batch;
    }
}
