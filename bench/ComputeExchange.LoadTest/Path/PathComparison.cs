namespace ComputeExchange.LoadTest.Path;

/// <summary>Each way to a durable acknowledgement beside the bound of the machine, in turns within one run.</summary>
internal static class PathComparison
{
    private const int Times = 400;
    private const int Orders = 100_000;

    /// <summary>Runs the rounds and prints a table of medians.</summary>
    public static void Run(int rounds)
    {
        string directory = Directory.CreateTempSubdirectory("compute-exchange-path").FullName;
        try
        {
            Measure(directory, rounds);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Measure(string directory, int rounds)
    {
        using InProcess inProcess = new(System.IO.Path.Combine(directory, "in-process"));
        using OverTcp overTcp = new(System.IO.Path.Combine(directory, "over-tcp"));
        string raw = System.IO.Path.Combine(directory, "raw");
        List<double> sync = [], echo = [], direct = [], tcp = [], directRate = [], tcpRate = [];
        for (int round = 0; round <= rounds; round++)
        {
            double[] figures =
            [
                Bounds.AppendAndSync(raw, Times), Bounds.Echo(Times * 5), inProcess.OneInFlight(Times),
                overTcp.OneInFlight(Times), inProcess.Saturated(Orders), overTcp.Saturated(Orders),
            ];
            if (round == 0)
                continue;
            List<double>[] columns = [sync, echo, direct, tcp, directRate, tcpRate];
            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(figures[i]);
        }
        Print("write + fdatasync", Median(sync), null);
        Print("echo over TCP", Median(echo), null);
        Print("order to durable report, in process", Median(direct), Median(direct) / Median(sync));
        Print("order to durable report, over TCP", Median(tcp), Median(tcp) / (Median(sync) + Median(echo)));
        Console.WriteLine(FormattableString.Invariant($"{"durable orders a second, in process",-40} {Median(directRate),12:N0}"));
        Console.WriteLine(FormattableString.Invariant($"{"durable orders a second, over TCP",-40} {Median(tcpRate),12:N0}"));
    }

    private static void Print(string name, double nanos, double? ratio) => Console.WriteLine(FormattableString.Invariant(
        $"{name,-40} {nanos / 1_000,9:F1} us p50{(ratio is { } times ? $"   {times:F2} x its bound" : "")}"));

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
