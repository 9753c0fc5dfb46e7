using ComputeExchange.LoadTest.Core;

foreach (Workload workload in new[] { Workload.OneBook, Workload.ThousandBooks, Workload.Moves, Workload.Wandering })
    CoreComparison.Run(workload, messages: 1_000_000, rounds: 5);
return 0;
