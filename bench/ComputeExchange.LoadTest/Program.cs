using ComputeExchange.LoadTest.Core;

int rounds = args.Length > 0 ? int.Parse(args[0]) : 5;
Workload[] workloads = [Workload.OneBook, Workload.ThousandBooks, Workload.Moves, Workload.Wandering];
foreach (Workload workload in workloads)
    if (args.Length < 2 || workload.Name.StartsWith(args[1], StringComparison.Ordinal))
        CoreComparison.Run(workload, messages: 1_000_000, rounds);
return 0;
