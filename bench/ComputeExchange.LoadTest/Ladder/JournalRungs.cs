using System.Diagnostics;
using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.LoadTest.Ladder;

/// <summary>The journal alone, core and journal on one thread, and the journal replayed; all on the commands of W1.</summary>
internal sealed class JournalRungs : IEventSink
{
    /// <summary>Commands that one fdatasync makes durable, in the rungs that batch.</summary>
    public const int Batch = 256;

    private const int Messages = 200_000;
    private const int RecordBytesMost = 256;

    private readonly string _directory;
    private readonly List<Command> _commands;
    private readonly byte[] _records;
    private readonly int[] _lengths;
    private int _journals;

    public JournalRungs(string directory)
    {
        _directory = directory;
        _commands = [.. WorkloadMarket.Definitions(Workload.OneBook)];
        (BookMessage[] fill, BookMessage[] run) = Workload.OneBook.Generate(Messages, seed: 1);
        CommandStream stream = new(Workload.OneBook);
        foreach (BookMessage message in fill.Concat(run))
            _commands.Add(stream.Next(message));
        _records = new byte[_commands.Count * (long)RecordBytesMost];
        _lengths = new int[_commands.Count];
        byte[] record = new byte[CommandRecord.MaxBytes];
        for (int i = 0; i < _commands.Count; i++)
        {
            _lengths[i] = CommandRecord.Write(_commands[i], record);
            record.AsSpan(0, _lengths[i]).CopyTo(_records.AsSpan(i * RecordBytesMost));
        }
        WriteJournal(System.IO.Path.Combine(_directory, "replay"));
    }

    /// <summary>Median nanoseconds of appending one order and forcing it to disk.</summary>
    public double AppendOne(int times)
    {
        using JournalWriter writer = OpenNew();
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            Append(writer, _lengths.Length - 1 - i);
            writer.Flush();
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }
        return Bounds.Percentile(nanos, 50);
    }

    /// <summary>Commands a second that the journal alone makes durable, in batches.</summary>
    public double AppendBatches(int commands)
    {
        using JournalWriter writer = OpenNew();
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < commands; i++)
        {
            Append(writer, i);
            if (i % Batch == Batch - 1)
                writer.Flush();
        }
        writer.Flush();
        return commands / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Commands a second that one thread applies and makes durable, in batches.</summary>
    public double CoreAndJournal()
    {
        using JournalWriter writer = OpenNew();
        Exchange exchange = new();
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < _commands.Count; i++)
        {
            Append(writer, i);
            Command command = _commands[i];
            exchange.Apply(command, this);
            if (i % Batch == Batch - 1)
                writer.Flush();
        }
        writer.Flush();
        return _commands.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Commands a second that a replay reads, checks and applies.</summary>
    public double Replay() => JournalReplay.Run(
        new FileStorage(System.IO.Path.Combine(_directory, "replay")), new ReplayOptions()).Figures.CommandsPerSecond;

    public void On(in Event happened)
    {
    }

    private JournalWriter OpenNew() => JournalWriter.Open(
        new FileStorage(System.IO.Path.Combine(_directory, $"journal-{++_journals}")), new JournalOptions());

    private void WriteJournal(string directory)
    {
        using JournalWriter writer = JournalWriter.Open(new FileStorage(directory), new JournalOptions());
        for (int i = 0; i < _commands.Count; i++)
        {
            Append(writer, i);
            if (i % Batch == Batch - 1)
                writer.Flush();
        }
        writer.Flush();
    }

    private void Append(JournalWriter writer, int command)
    {
        ReadOnlySpan<byte> record = _records.AsSpan(command * RecordBytesMost, _lengths[command]);
        writer.Append(writer.LastSequence + 1, record[..CommandRecord.HeaderBytes], record[CommandRecord.HeaderBytes..]);
    }
}
