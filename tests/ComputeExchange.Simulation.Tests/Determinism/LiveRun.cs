using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Protocol;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>A stream of commands through a whole engine, whose stages take turns as a seed has them.</summary>
internal sealed class LiveRun
{
    private LiveRun()
    {
    }

    public SimulatedStorage Storage { get; } = new(sectorBytes: 4_096);

    public ulong StateHash { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Runs it.</summary>
    /// <param name="seed">Of the stream.</param>
    /// <param name="commands">How many, behind those that open the market.</param>
    /// <param name="turns">Of the stages: batches and their order differ, what happens must not.</param>
    /// <param name="snapshots">Whether a snapshot is taken at some place.</param>
    /// <param name="listener">Is told what is durable.</param>
    public static LiveRun Of(int seed, int commands, int turns, bool snapshots, IEngineListener listener)
    {
        LiveRun run = new();
        Random chance = new(turns);
        EngineOptions options = new()
        {
            CommandRingSlots = 256,
            EventRingSlots = 256,
            SnapshotEvery = 0,
            MatchingBatchMax = chance.Next(1, 64),
            JournalBatchMax = chance.Next(1, 256),
            Journal = new JournalOptions { SegmentBytes = 1 << 20, BufferBytes = 128 * 1024, JournalId = Guid.Empty },
            Reports = new ReportLogOptions { LogId = Guid.Empty },
            Clock = new VirtualClock(EngineTime.FromHour(0)),
        };
        using SteppedEngine engine = new(run.Storage, options, listener);
        CommandStream stream = new(seed);
        foreach (Command command in stream.Open())
            Submit(engine, command, chance);
        int snapshotAt = snapshots ? chance.Next(commands / 8, commands) : -1;
        for (int i = 0; i < commands; i++)
        {
            Submit(engine, stream.Next(), chance);
            if (i == snapshotAt)
                engine.RequestSnapshot();
        }

        engine.RunUntilQuiet();
        (run.StateHash, run.Sequence) = (engine.Exchange.StateHash(), engine.Exchange.Sequence);
        return run;
    }

    private static void Submit(SteppedEngine engine, in Command command, Random chance)
    {
        Span<byte> body = stackalloc byte[CommandCodec.MaxBodyBytes];
        if (CommandCodec.Encode(command, body) == 0)
            return;
        while (!engine.TrySubmit(command, default))
            Turn(engine, chance);
        if (chance.Next(40) == 0)
            Turn(engine, chance);
    }

    private static void Turn(SteppedEngine engine, Random chance)
    {
        int first = chance.Next(4);
        for (int i = 0; i < 4; i++)
        {
            switch ((first + i) % 4)
            {
                case 0: engine.TryJournal(); break;
                case 1: engine.TryMatch(); break;
                case 2: engine.TryPublish(); break;
                default: engine.TrySnapshot(); break;
            }
        }
    }
}
