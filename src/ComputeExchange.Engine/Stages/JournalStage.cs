using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Journal;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Stages;

/// <summary>Writes every command of a batch to the journal, then makes them durable together.</summary>
internal sealed class JournalStage(JournalWriter journal) : IEventHandler<CommandSlot>
{
    private const int BatchesPerUpkeep = 4;

    private readonly byte[] _header = new byte[CommandRecord.HeaderBytes];
    private long _durable = journal.DurableSequence;
    private long _batches;
    private long _removeBefore;

    /// <summary>The last command on disk. Any thread may read it.</summary>
    public long DurableSequence => Volatile.Read(ref _durable);

    /// <summary>The hash over the journal, as far as it is durable. Any thread may read it.</summary>
    public JournalHead Head => journal.Head;

    /// <summary>Lets segments go all of whose records are before a sequence; done by this stage, when it comes to it.</summary>
    public void RemoveBefore(long sequence) => Volatile.Write(ref _removeBefore, sequence);

    public void OnBatch(RingBuffer<CommandSlot> ring, long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            ref CommandSlot slot = ref ring[sequence];
            if (slot.Kind == CommandSlotKind.Command)
                Append(ref slot);
        }

        Volatile.Write(ref _durable, journal.Flush());
        // The publisher may go on meanwhile: nobody waits for the hash but who logs on.
        journal.Chain();
        if (++_batches % BatchesPerUpkeep == 0)
            KeepUp();
    }

    public void OnIdle() => KeepUp();

    /// <summary>A step towards the next segment, and old ones removed: when there is nothing to do, and now and then under
    /// steady load, which would otherwise run into a segment that is not there yet.</summary>
    private void KeepUp()
    {
        journal.PrepareNextSegment();
        long before = Volatile.Read(ref _removeBefore);
        if (before <= 0)
            return;
        journal.RemoveSegmentsBefore(before);
        Interlocked.CompareExchange(ref _removeBefore, 0, before);
    }

    private void Append(ref CommandSlot slot)
    {
        ref readonly Messages.CommandHeader header = ref slot.Command.Header;
        CommandRecord.WriteHeader(_header, header.Time, header.Session, header.IsThrottled);
        journal.Append(journal.LastSequence + 1, _header, slot.Body);
    }
}
