using ComputeExchange.Journal.Simulation;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.Engine.Tests;

/// <summary>Everything that a device and a file system are known to do wrong, against the whole engine: what was acknowledged is
/// there after recovery, or recovery refuses and names what is damaged.</summary>
public sealed class StorageFaultTests(ITestOutputHelper output)
{
    /// <summary>What happens, and whether it may leave less than was acknowledged, so that recovery has to refuse.</summary>
    private static readonly (string Name, Action<StorageFaultRun> Happen, bool MayRefuse)[] Faults =
    [
        ("short write", run => run.Inject(StorageFault.ShortWrite), false),
        ("EIO", run => run.Inject(StorageFault.WriteError), false),
        ("ENOSPC", run => run.Inject(StorageFault.Full), false),
        ("failed fdatasync", run => run.Inject(StorageFault.FailedFlush), false),
        ("machine stops in fdatasync", run => run.Inject(StorageFault.CrashInFlush), false),
        ("reordering before sync", run => run.Reorder(), false),
        ("stall", run => run.Stall(), false),
        ("misdirected write", run => run.Inject(StorageFault.MisdirectedWrite), true),
        ("lost write", run => run.Inject(StorageFault.LostWrite), true),
        ("lost rename", run => run.Inject(StorageFault.LostRename), true),
        ("half snapshot", run => run.AtRest(StorageDamage.HalfSnapshot), true),
        ("missing segment", run => run.AtRest(StorageDamage.MissingSegment), true),
        ("stale segment", run => run.AtRest(StorageDamage.StaleSegment), true),
        ("duplicate segment", run => run.AtRest(StorageDamage.DuplicateSegment), true),
    ];

    [Fact]
    public void What_was_acknowledged_is_there_after_any_fault_or_recovery_refuses_and_names_the_damage()
    {
        int seeds = RunSize.Of(smoke: 4, full: 2_000);
        output.WriteLine($"{Faults.Length} faults x {seeds} seeds from {RunSize.FirstSeed} on: happened, recovered, refused");
        foreach ((string name, Action<StorageFaultRun> happen, bool mayRefuse) in Faults)
        {
            (int happened, int refused) = (0, 0);
            Parallel.For(RunSize.FirstSeed, RunSize.FirstSeed + seeds, seed =>
            {
                (bool hasHappened, string? refusal) = Run(name, happen, mayRefuse, seed);
                Interlocked.Add(ref happened, hasHappened ? 1 : 0);
                Interlocked.Add(ref refused, refusal is null ? 0 : 1);
            });
            output.WriteLine($"  {name,-28} {happened,6} {seeds - refused,6} {refused,6}");
            Assert.True(happened >= seeds / 2, $"{name} happened in {happened} runs of {seeds} only");
        }
    }

    private static (bool HasHappened, string? Refusal) Run(
        string name, Action<StorageFaultRun> happen, bool mayRefuse, int seed)
    {
        try
        {
            var run = new StorageFaultRun(seed);
            run.Live();
            happen(run);
            run.LiveOnAndCrash();
            string? refusal = run.Recover(mayRefuse);
            Assert.True(mayRefuse || refusal is null, $"refused: {refusal}");
            return (run.HasHappened, refusal);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{name}, seed {seed}: {failure.Message}", failure);
        }
    }
}
