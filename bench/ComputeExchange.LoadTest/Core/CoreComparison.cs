using System.Diagnostics;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>Nanoseconds a message of the core against a naive book, in one process, in turns: a ratio that holds when the
/// machine drifts.</summary>
public static class CoreComparison
{
    private const int ChunkLength = 2_048;

    /// <summary>Runs a workload and prints a row for each kind of book.</summary>
    public static void Run(Workload workload, int messages, int rounds)
    {
        List<double> naive = [], basket = [], forward = [];
        long allocated = 0, events = 0;
        for (int round = 0; round < rounds; round++)
        {
            (BookMessage[] fill, BookMessage[] run) = workload.Generate(messages, seed: (ulong)(round + 1));
            naive.Add(TimeNaive(workload, fill, run));
            CoreUnderTest futures = new(workload.Books, isForward: false, 0);
            basket.Add(TimeCore(futures, fill, run, ref allocated));
            CoreUnderTest forwards = new(workload.Books, isForward: true, pairsWithoutLinePercent: 33);
            forward.Add(TimeCore(forwards, fill, run, ref allocated));
            events += futures.EventCount + forwards.EventCount;
        }
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{workload.Name,-16} naive {Median(naive),7:F1} ns   {Row("basket", basket, naive)}   {Row("forward", forward, naive)}   "
            + $"{allocated / (double)(2L * rounds * messages):F3} B/message"));
    }

    private static string Row(string name, List<double> nanos, List<double> naive) => FormattableString.Invariant(
        $"{name} {Median(nanos),7:F1} ns ({Median(naive) / Median(nanos):F2}x)");

    private static double TimeNaive(Workload workload, BookMessage[] fill, BookMessage[] run)
    {
        NaiveBook[] books = NaiveBook.Create(workload.Books);
        foreach (BookMessage message in fill)
            books[message.Book].Apply(message);
        long started = Stopwatch.GetTimestamp();
        foreach (ref readonly BookMessage message in run.AsSpan())
            books[message.Book].Apply(message);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / run.Length;
    }

    private static double TimeCore(CoreUnderTest core, BookMessage[] fill, BookMessage[] run, ref long allocated)
    {
        Command[] chunk = new Command[ChunkLength];
        foreach (BookMessage message in fill)
            core.Apply(core.ToCommand(message));
        TimeSpan spent = TimeSpan.Zero;
        int warm = run.Length / 4;
        int measured = 0;
        for (int at = 0; at < run.Length; at += ChunkLength)
        {
            int length = Math.Min(ChunkLength, run.Length - at);
            for (int i = 0; i < length; i++)
                chunk[i] = core.ToCommand(run[at + i]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < length; i++)
                core.Apply(chunk[i]);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            if (at < warm)
                continue;
            spent += elapsed;
            measured += length;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return spent.TotalNanoseconds / measured;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
