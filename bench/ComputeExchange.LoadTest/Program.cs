using ComputeExchange.LoadTest.Core;

int rounds = args.Length > 0 ? int.Parse(args[0]) : 5;
foreach (Workload workload in new[] { Workload.OneBook, Workload.ThousandBooks, Workload.Moves, Workload.Wandering })
    CoreComparison.Run(workload, messages: 1_000_000, rounds);
return 0;
