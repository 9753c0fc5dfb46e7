// A decision to skip a command stands in the journal behind the command that it is about: so a replay has to know it before it
// comes to it, and every replay begins by looking for decisions.

using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Recovery;

/// <summary>The commands of a journal that are not carried out, by decisions that stand in it.</summary>
/// <param name="from">The first record in which a decision was looked for.</param>
internal sealed class SkippedCommands(long from)
{
    private readonly SortedSet<long> _sequences = [];

    /// <summary>No such decision.</summary>
    public static SkippedCommands None { get; } = new(0);

    /// <summary>They, ascending.</summary>
    public IReadOnlyCollection<long> Sequences => _sequences;

    /// <summary>Looks for the decisions in the records from one on.</summary>
    /// <param name="storage">The data directory.</param>
    /// <param name="first">The first record that may be a decision.</param>
    /// <param name="through">The last one, where the journal is being written.</param>
    public static SkippedCommands Read(IStorage storage, long first, long through = long.MaxValue)
    {
        SkippedCommands skipped = new(first);
        // Hardly any journal holds a decision, and to know that takes no checksums.
        if (!JournalReader.MayHold(storage, first, static record => CommandRecord.IsSkip(record, out _)))
            return skipped;
        using JournalReader reader = JournalReader.Open(storage, first, through);
        while (reader.Read())
            skipped.Look(reader.Payload);
        return skipped;
    }

    /// <summary>These, or where a replay begins earlier than they were looked for, those from there on.</summary>
    public SkippedCommands Reaching(IStorage storage, long first, long through) =>
        first >= from ? this : Read(storage, first, through);

    /// <summary>Whether a command is skipped.</summary>
    public bool Contains(long sequence) => _sequences.Count > 0 && _sequences.Contains(sequence);

    /// <summary>Takes a record in, if it is a decision.</summary>
    public void Look(ReadOnlySpan<byte> record)
    {
        if (CommandRecord.IsSkip(record, out long sequence))
            _sequences.Add(sequence);
    }

    /// <summary>Takes a decision in.</summary>
    public void Add(long sequence) => _sequences.Add(sequence);
}
