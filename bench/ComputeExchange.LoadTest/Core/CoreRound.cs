namespace ComputeExchange.LoadTest.Core;

/// <summary>Times engines on the messages of one workload, in one process, in turns: a ratio that holds when the machine drifts.</summary>
internal static class CoreRound
{
    /// <summary>So many that a chunk of commands stays in the second-level cache, as those in the ring's newest slots do.</summary>
    public const int ChunkLength = 512;

    /// <summary>Messages of a book until its pools and levels have grown to what it needs.</summary>
    private const int WarmMessagesPerBook = 500;

    /// <summary>The engines that a workload is run on; matching alone is a matter of basket futures.</summary>
    public static string[] EnginesOf(Workload workload) =>
        workload.IsForward ? ["naive", "apply"] : ["naive", "matching", "apply"];

    /// <summary>One sample of each engine; the first to run changes from round to round.</summary>
    public static Dictionary<string, CoreSample> Run(Workload workload, int messages, int round) =>
        Run(workload, messages, round, warm: Math.Max(messages / 4, workload.Books * WarmMessagesPerBook));

    /// <summary>The same with so many messages before those that count.</summary>
    public static Dictionary<string, CoreSample> Run(Workload workload, int messages, int round, int warm)
    {
        (BookMessage[] fill, BookMessage[] run) = workload.Generate(warm + messages, seed: round + 1);
        string[] engines = EnginesOf(workload);
        Dictionary<string, CoreSample> samples = [];
        for (int i = 0; i < engines.Length; i++)
        {
            string engine = engines[(i + round) % engines.Length];
            samples[engine] = Time(Create(engine, workload, fill.Length + run.Length), fill, run, warm);
        }
        double naive = samples["naive"].NanosPerMessage;
        foreach (string engine in engines)
            samples[engine] = samples[engine] with { TimesNaive = naive / samples[engine].NanosPerMessage };
        return samples;
    }

    /// <summary>An engine by its name.</summary>
    public static IEngineUnderTest Create(string engine, Workload workload, int orders) => engine switch
    {
        "naive" => new NaiveUnderTest(workload.Books, ChunkLength),
        "matching" => new MatchingUnderTest(workload, orders, ChunkLength),
        "apply" => new CoreUnderTest(workload, ChunkLength),
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "naive, matching or apply"),
    };

    /// <summary>Fills the books, warms up over the first messages of the run, and times the rest.</summary>
    private static CoreSample Time(IEngineUnderTest engine, BookMessage[] fill, BookMessage[] run, int warm)
    {
        Feed(engine, fill);
        Feed(engine, run.AsSpan(0, warm));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long events = engine.Events, trades = engine.Trades, allocated = 0, nanos = 0;
        int collections = GC.CollectionCount(0);
        for (int at = warm; at < run.Length; at += ChunkLength)
        {
            engine.Prepare(run.AsSpan(at, Math.Min(ChunkLength, run.Length - at)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            long started = ThreadClock.Nanos;
            engine.Apply();
            nanos += ThreadClock.Nanos - started;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        double measured = run.Length - warm;
        return new CoreSample(
            nanos / measured, allocated / measured, GC.CollectionCount(0) - collections,
            (engine.Events - events) / measured, (engine.Trades - trades) / measured, TimesNaive: 1);
    }

    /// <summary>Applies messages, chunk by chunk, off the clock.</summary>
    public static void Feed(IEngineUnderTest engine, ReadOnlySpan<BookMessage> messages)
    {
        for (int at = 0; at < messages.Length; at += ChunkLength)
        {
            engine.Prepare(messages.Slice(at, Math.Min(ChunkLength, messages.Length - at)));
            engine.Apply();
        }
    }
}
