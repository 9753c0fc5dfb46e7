using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using ComputeExchange.LoadTest.Core;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>Instructions a message: a count that holds still where times do not. It is taken in a process of its own, in which each
/// method is compiled once, in full and for no newer a processor than most: there the same messages take the same instructions.</summary>
internal static class InstructionGate
{
    /// <summary>How much more than recorded is let pass.</summary>
    public const double Margin = 1.10;

    private const string NotCounted = "not counted: ";
    private const int WarmMessages = 40_000;
    private const int Stretches = 4;
    private const int MessagesBetween = CoreRound.ChunkLength;

    /// <summary>A stop takes one microsecond on bare metal and a dozen in some virtual machines: so a stretch is short.</summary>
    private const int StretchLength = 24;
    private const long MostInstructionsOfStretch = StretchLength * 10_000;

    /// <summary>Within so many bytes nothing is collected while it is counted; what all engines allocate there is far less.</summary>
    private const long BytesWithoutCollection = 64L << 20;

    /// <summary>By far longer than it takes on a machine that has other things to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>What would differ from machine to machine or from run to run: how a method was compiled when it was counted, with
    /// which instructions, and which objects the collector had moved by then.</summary>
    private static readonly Dictionary<string, string?> SameAnywhere = new()
    {
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_ReadyToRun"] = "0",
        ["DOTNET_EnableAVX512"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_GCgen0size"] = "0x2000000",
    };

    /// <summary>The count of each workload and engine, as the `instructions` command of a process of its own tells it; none where it
    /// cannot count, and why.</summary>
    /// <exception cref="InvalidOperationException">It failed; its own words are on the error stream.</exception>
    public static Dictionary<(string Workload, string Engine), double> Measure(out string whyNot)
    {
        Dictionary<(string, string), double> counts = [];
        whyNot = "";
        using Process process = Launches.Start(SameAnywhere, "instructions");
        using CancellationTokenSource deadline = new(Longest);
        using (deadline.Token.Register(() => process.Kill(entireProcessTree: true)))
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (line.StartsWith(NotCounted, StringComparison.Ordinal))
                    whyNot = line[NotCounted.Length..];
                else if (line.Split(' ') is [var workload, var engine, var count])
                    counts[(workload, engine)] = double.Parse(count, CultureInfo.InvariantCulture);
            }
            process.WaitForExit();
        }
        if (deadline.IsCancellationRequested)
            whyNot = $"it took longer than {Longest.TotalMinutes} minutes";
        else if (process.ExitCode != 0)
            throw new InvalidOperationException($"The process that counts instructions ended with {process.ExitCode}.");
        return counts;
    }

    /// <summary>The `instructions` command: counts, and writes a line for each workload and engine.</summary>
    public static void Serve()
    {
        try
        {
            using InstructionCounter counter = new(MostInstructionsOfStretch);
            foreach (Workload workload in GateRun.Gated)
            {
                Progress.Tell($"steps through {workload.Name}");
                foreach (string engine in CoreRound.EnginesOf(workload))
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{workload.Name} {engine} {Count(counter, workload, engine):F1}"));
            }
        }
        catch (NotCountedException refused)
        {
            Console.WriteLine(NotCounted + refused.Message);
        }
    }

    private static double Count(InstructionCounter counter, Workload workload, string engineName)
    {
        (BookMessage[] fill, BookMessage[] run) =
            workload.Generate(WarmMessages + Stretches * (StretchLength + MessagesBetween), seed: 1);
        long instructions = 0;
        foreach (bool counts in (bool[])[false, true])
        {
            // The first engine has all compiled that the second goes through.
            IEngineUnderTest engine = CoreRound.Create(engineName, workload, fill.Length + run.Length);
            Action apply = engine.Apply;
            CoreRound.Feed(engine, fill);
            CoreRound.Feed(engine, run.AsSpan(0, WarmMessages));
            GC.Collect();
            if (!GC.TryStartNoGCRegion(BytesWithoutCollection))
                throw new NotCountedException("there is too little memory to put collections off");
            for (int at = WarmMessages; at < run.Length; at += StretchLength + MessagesBetween)
            {
                engine.Prepare(run.AsSpan(at, StretchLength));
                if (counts)
                    instructions += counter.Count(apply);
                else
                    apply();
                CoreRound.Feed(engine, run.AsSpan(at + StretchLength, MessagesBetween));
            }
            if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
                throw new NotCountedException($"{workload.Name} {engineName} allocates so much that a collection came between");
            GC.EndNoGCRegion();
        }
        return instructions / (double)(Stretches * StretchLength);
    }
}
