using System.Diagnostics;
using System.Globalization;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.LoadTest.Replay;

/// <summary>How fast a journal is replayed, and what of it is reading and checking, decoding, and applying: each on the same
/// journal, in turns within one run, by the processor time of the thread, so that what else the machine does counts less.</summary>
/// <remarks>A replay reads and decodes on a thread of its own: where two processors are free it takes as long as the slower of
/// the two, where one is, as long as both. Beside that stands the clock on the wall, which hangs on who else uses the machine.
/// </remarks>
internal static class ReplayRate
{
    private const int Seed = 11;
    private const int BatchCommands = 256;

    /// <summary>Writes a journal for each workload and replays it.</summary>
    public static void Run(int commands, int rounds)
    {
        foreach (Workload workload in new[] { Workload.OneBook, Workload.Forwards })
        {
            string directory = Directory.CreateTempSubdirectory("compute-exchange-replay").FullName;
            try
            {
                FileStorage storage = new(directory);
                Measure(workload, storage, Write(workload, storage, commands), rounds);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static long Write(Workload workload, FileStorage storage, int commands)
    {
        (BookMessage[] fill, BookMessage[] run) = new WorkloadGenerator(workload, commands, Seed).Generate();
        CommandStream stream = new(workload);
        using JournalWriter journal = JournalWriter.Open(storage, new JournalOptions());
        byte[] record = new byte[CommandRecord.MaxBytes];
        foreach (Command definition in WorkloadMarket.Definitions(workload))
            Append(journal, definition, record);
        foreach (BookMessage message in fill.Concat(run))
            Append(journal, stream.Next(message), record);
        return journal.Flush();
    }

    private static void Append(JournalWriter journal, in Command command, byte[] record)
    {
        int bytes = CommandRecord.Write(command, record);
        journal.Append(
            journal.LastSequence + 1, record.AsSpan(0, CommandRecord.HeaderBytes), record.AsSpan(CommandRecord.HeaderBytes..bytes));
        if (journal.LastSequence % BatchCommands == 0)
            journal.Flush();
    }

    private static void Measure(Workload workload, FileStorage storage, long commands, int rounds)
    {
        List<double> read = [], decoded = [], applied = [], slower = [], wall = [];
        for (int round = 0; round <= rounds; round++)
        {
            double reading = Read(storage, isDecoded: false) / commands;
            double decoding = Read(storage, isDecoded: true) / commands;
            long started = Stopwatch.GetTimestamp();
            double applying = Replay(storage) / commands;
            double took = Stopwatch.GetElapsedTime(started).TotalNanoseconds / commands;
            if (round == 0)
                continue;
            read.Add(reading);
            decoded.Add(decoding);
            applied.Add(applying);
            slower.Add(Math.Max(decoding, applying));
            wall.Add(took);
        }

        Print($"{workload.Name}, {commands:N0} commands: read and checked", read);
        Print($"{workload.Name}: decoded too, the reading thread", decoded);
        Print($"{workload.Name}: replayed, the applying thread", applied);
        Print($"{workload.Name}: the slower of the two", slower);
        Print($"{workload.Name}: replayed, by the wall clock", wall);
    }

    private static double Read(FileStorage storage, bool isDecoded)
    {
        long started = ThreadClock.Nanos;
        using JournalReader reader = JournalReader.Open(storage);
        while (reader.Read())
        {
            if (isDecoded && CommandRecord.TryRead(reader.Payload, out _) != default)
                throw new InvalidOperationException($"record {reader.Sequence} holds no command");
        }

        return ThreadClock.Nanos - started;
    }

    private static double Replay(FileStorage storage)
    {
        long started = ThreadClock.Nanos;
        JournalReplay.Run(storage, new ReplayOptions());
        return ThreadClock.Nanos - started;
    }

    private static void Print(string what, List<double> nanos)
    {
        double median = Bounds.Percentile([.. nanos], 50);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-52} {median,6:F0} ns a command, least {nanos.Min(),6:F0}   {1e3 / median,6:F2} M commands/s"));
    }
}
