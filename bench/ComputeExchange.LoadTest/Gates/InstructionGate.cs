using ComputeExchange.LoadTest.Core;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>Instructions a message: a count that holds still where times do not.</summary>
internal static class InstructionGate
{
    /// <summary>How much more than recorded is let pass.</summary>
    public const double Margin = 1.10;

    private const int Messages = 100_000;
    private const int Passes = 4;

    /// <summary>Instructions a message in the last of some passes, when the compiler has optimised what runs.</summary>
    public static double Measure(InstructionCounter counter, Workload workload, string engineName)
    {
        (BookMessage[] fill, BookMessage[] run) = workload.Generate(Messages, seed: 1);
        double last = 0;
        for (int pass = 0; pass < Passes; pass++)
        {
            IEngineUnderTest engine = CoreRound.Create(engineName, workload, fill.Length + run.Length);
            Apply(counter, engine, fill);
            last = Apply(counter, engine, run) / (double)run.Length;
        }
        return last;
    }

    private static long Apply(InstructionCounter counter, IEngineUnderTest engine, BookMessage[] messages)
    {
        long counted = 0;
        for (int at = 0; at < messages.Length; at += CoreRound.ChunkLength)
        {
            engine.Prepare(messages.AsSpan(at, Math.Min(CoreRound.ChunkLength, messages.Length - at)));
            long before = counter.Count;
            engine.Apply();
            counted += counter.Count - before;
        }
        return counted;
    }
}
