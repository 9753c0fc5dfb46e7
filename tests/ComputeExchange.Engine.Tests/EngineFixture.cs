using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

internal static class EngineFixture
{
    public static EngineOptions Options(SimulatedClock clock) => new()
    {
        CommandRingSlots = 64,
        EventRingSlots = 64,
        HedgerRingSlots = 64,
        SnapshotEvery = 0,
        Journal = new JournalOptions { SegmentBytes = JournalLimits.MinSegmentBytes, BufferBytes = 128 * 1024, JournalId = Guid.Empty },
        Reports = new ReportLogOptions
        {
            SegmentBytes = ReportLogOptions.MinSegmentBytes,
            BufferBytes = 128 * 1024,
            LogId = Guid.Empty,
        },
        Clock = clock,
    };

    public static void Submit(this SteppedEngine engine, in Command command)
    {
        while (!engine.TrySubmit(command, default))
            engine.RunUntilQuiet();
    }

    public static void Submit(this SteppedEngine engine, IEnumerable<Command> commands)
    {
        foreach (Command command in commands)
            engine.Submit(command);
    }

    public static void Submit(this ThreadedEngine engine, in Command command)
    {
        while (!engine.TrySubmit(command, default))
        {
            Assert.False(engine.IsHalted, $"halted: {engine.Failure}");
            Thread.Yield();
        }
    }

    /// <summary>The same places in the order of the run, each once.</summary>
    public static IEnumerable<(long Sequence, int Index)> Numbered(IEnumerable<(long Sequence, int Index)> places) =>
        places.Distinct().Order();

    /// <summary>All reports that the log has of a session, as hexadecimal.</summary>
    public static List<string> ReadAll(this IEngine engine, ushort session)
    {
        List<string> reports = [];
        byte[] buffer = new byte[4096];
        long next = engine.FirstReport(new SessionId(session));
        while (true)
        {
            int bytes = engine.ReadReports(new SessionId(session), next, buffer, out next);
            if (bytes == 0)
                return reports;
            for (int at = 0; at < bytes;)
            {
                int length = BitConverter.ToInt32(buffer, at);
                reports.Add(Convert.ToHexString(buffer, at + 4, length));
                at += 4 + length;
            }
        }
    }

    public static List<string> JournalOf(IStorage storage)
    {
        List<string> records = [];
        using JournalReader reader = JournalReader.Open(storage);
        while (reader.Read())
            records.Add(Convert.ToHexString(reader.Payload));
        return records;
    }

    public static List<string> ReplayedEvents(SimulatedStorage storage, out ReplayResult result)
    {
        List<string> events = [];
        result = JournalReplay.Run(
            storage, new ReplayOptions(), onEvent: (in command, in happened) => events.Add(RecordingListener.Line(happened)));
        return events;
    }
}
