namespace ComputeExchange.LoadTest.Core;

/// <summary>Where the time of a workload goes: each message of the whole of `Apply` timed alone, by what it asks for.</summary>
internal static class TimeByKind
{
    private static readonly string[] Kinds =
    [
        "plain buy", "plain sell", "divisible sell", "assembled buy", "flexible buy", "immediate order", "cancel of a plain order",
        "cancel of a divisible sell", "cancel of a complex buy",
    ];

    /// <summary>Runs the workload once and prints a row for each kind of message.</summary>
    public static void Run(Workload workload, int messages)
    {
        Progress.Tell($"{workload.Name}, by kind of message");
        (BookMessage[] fill, BookMessage[] run) = workload.Generate(messages, seed: 1);
        CoreUnderTest core = new(workload, chunkLength: 1);
        List<double>[] nanos = [.. Kinds.Select(_ => new List<double>())];
        foreach (BookMessage message in fill)
            Time(core, message);
        for (int i = 0; i < run.Length; i++)
        {
            double took = Time(core, run[i]);
            if (i >= run.Length / 4)
                nanos[KindOf(run[i])].Add(took);
        }
        Print(workload, nanos);
    }

    private static double Time(CoreUnderTest core, in BookMessage message)
    {
        core.Prepare([message]);
        long started = ThreadClock.Nanos;
        core.Apply();
        return ThreadClock.Nanos - started;
    }

    private static int KindOf(in BookMessage message) => (message.Action, message.Form) switch
    {
        (BookAction.Immediate, _) => 5,
        (BookAction.Cancel, OrderForm.Plain) => 6,
        (BookAction.Cancel, OrderForm.Divisible) => 7,
        (BookAction.Cancel, _) => 8,
        (_, OrderForm.Divisible) => 2,
        (_, OrderForm.Assembled) => 3,
        (_, OrderForm.Flexible) => 4,
        _ => message.IsBuy ? 0 : 1,
    };

    private static void Print(Workload workload, List<double>[] nanos)
    {
        double all = nanos.Sum(kind => kind.Sum());
        int count = nanos.Sum(kind => kind.Count);
        Console.WriteLine(FormattableString.Invariant(
            $"\nWhere the time of {workload.Name} goes: {count:N0} messages, {all / count:N0} ns each\n"));
        Console.WriteLine("| message | share of messages | share of time | mean ns | p50 ns | p99 ns |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        for (int kind = 0; kind < Kinds.Length; kind++)
        {
            List<double> took = nanos[kind];
            if (took.Count == 0)
                continue;
            took.Sort();
            Console.WriteLine(FormattableString.Invariant(
                $"| {Kinds[kind]} | {100.0 * took.Count / count:F1} % | {100 * took.Sum() / all:F1} % | {took.Average():N0} ")
                + FormattableString.Invariant($"| {took[took.Count / 2]:N0} | {took[took.Count * 99 / 100]:N0} |"));
        }
    }
}
