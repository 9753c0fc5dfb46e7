using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Journal;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Stages;

/// <summary>Writes every command of a batch to the journal, then makes them durable together.</summary>
/// <remarks>Waking a thread costs as much as a fifth of an fdatasync. So where little has come and nothing more waits, this stage
/// passes on what it has made durable by itself, in place of the publisher's thread, if that is not at it.</remarks>
internal sealed class JournalStage(JournalWriter journal) : IEventHandler<CommandSlot>
{
    private const int PassOnCommandsMax = 8;

    private readonly byte[] _header = new byte[CommandRecord.HeaderBytes];
    private long _durable = journal.DurableSequence;

    /// <summary>What passes events on in place of the publisher's thread; null where it shall not be.</summary>
    public Action? PassOn { get; set; }

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
    }

    public void OnDone(RingBuffer<CommandSlot> ring, long first, long last)
    {
        if (last - first < PassOnCommandsMax && ring.LastClaimed == last)
            PassOn?.Invoke();
    }

    /// <summary>Nobody waits for the hash but who logs on.</summary>
    public void OnTold() => journal.Chain();

    private void Append(ref CommandSlot slot)
    {
        ref readonly Messages.CommandHeader header = ref slot.Command.Header;
        CommandRecord.WriteHeader(_header, header.Time, header.Session, header.IsThrottled);
        journal.Append(journal.LastSequence + 1, _header, slot.Body);
    }
}
