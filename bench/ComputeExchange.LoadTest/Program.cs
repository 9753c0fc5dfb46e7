using System.Globalization;
using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.LoadTest.Windows;

const string Usage = """
    usage: dotnet run -c Release --project bench/ComputeExchange.LoadTest -- WHAT

      core [ROUNDS]      nanoseconds a command of the core against a naive book, workloads W1 to W4
      growth [OFFERS]    a plain buy among 1,000 to 1,000,000 divisible offers
      bounds             the longest that one command takes at the bounds of complex orders
      path [ROUNDS]      order to durable acknowledgement beside echo and fdatasync, and durable orders a second
    """;

Console.WriteLine($"{Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}");
switch (args.FirstOrDefault())
{
    case "core":
        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        foreach (Workload workload in new[] { Workload.OneBook, Workload.ThousandBooks, Workload.Moves, Workload.Wandering })
            CoreComparison.Run(workload, messages: 1_000_000, rounds);
        return 0;
    case "growth":
        Growth.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case "bounds":
        WorstCases.Run();
        return 0;
    case "path":
        PathComparison.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
