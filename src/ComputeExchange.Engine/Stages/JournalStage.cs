using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Journal;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Stages;

/// <summary>Writes every command of a batch to the journal, then makes them durable together.</summary>
internal sealed class JournalStage(JournalWriter journal) : IEventHandler<CommandSlot>
{
    private readonly byte[] _header = new byte[CommandRecord.HeaderBytes];
    private long _durable = journal.DurableSequence;

    /// <summary>The last command on disk. Any thread may read it.</summary>
    public long DurableSequence => Volatile.Read(ref _durable);

    /// <summary>The hash over the journal, as far as it is durable. Any thread may read it.</summary>
    public JournalHead Head => journal.Head;

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
    }

    private void Append(ref CommandSlot slot)
    {
        ref readonly Messages.CommandHeader header = ref slot.Command.Header;
        CommandRecord.WriteHeader(_header, header.Time, header.Session, header.IsThrottled);
        journal.Append(journal.LastSequence + 1, _header, slot.Body);
    }
}
