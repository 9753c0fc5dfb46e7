using ComputeExchange.Disruptor;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Hedging;

internal struct HedgerSlot
{
    public Command Command;
    public Event Event;
}

/// <summary>
/// The way from the publisher to the hedger. The publisher never waits here: when the ring is full it drops events, until
/// the hedger has noticed and asks it to go on; what lies between is then read from the journal again.
/// </summary>
internal sealed class HedgerFeed
{
    private const int Feeding = 0;
    private const int Lost = 1;
    private const int ResumeWanted = 2;

    private readonly RingBuffer<HedgerSlot> _ring;
    private int _state;
    private long _resumedAfter = -1;
    private long _catchUps;

    public HedgerFeed(RingOptions options)
    {
        _ring = new RingBuffer<HedgerSlot>(options);
        Poller = _ring.AddPoller("hedger");
    }

    public RingBuffer<HedgerSlot> Ring => _ring;

    public EventPoller<HedgerSlot> Poller { get; }

    /// <summary>How often the ring was full.</summary>
    public long CatchUps => Volatile.Read(ref _catchUps);

    /// <summary>For the hedger: whether events were dropped.</summary>
    public bool IsLost => Volatile.Read(ref _state) == Lost;

    /// <summary>For the publisher: hands an event over, or drops it.</summary>
    public void OnEvent(in Command command, in Event happened)
    {
        if (Volatile.Read(ref _state) != Feeding)
            return;
        if (!_ring.TryNext(1, out long sequence))
        {
            Volatile.Write(ref _catchUps, _catchUps + 1);
            Volatile.Write(ref _state, Lost);
            return;
        }

        ref HedgerSlot slot = ref _ring[sequence];
        slot.Command = command;
        slot.Event = happened;
        _ring.Publish(sequence);
    }

    /// <summary>For the publisher, between two commands: feeds again if the hedger has asked for it.</summary>
    /// <param name="sequence">The last command that was told.</param>
    public void OnCommandEnd(long sequence)
    {
        if (Volatile.Read(ref _state) != ResumeWanted)
            return;
        Volatile.Write(ref _state, Feeding);
        Volatile.Write(ref _resumedAfter, sequence);
    }

    /// <summary>For the hedger: asks for events again.</summary>
    public void AskToResume()
    {
        Volatile.Write(ref _resumedAfter, -1);
        Volatile.Write(ref _state, ResumeWanted);
    }

    /// <summary>For the hedger, once it has asked: whether events come again, and after which command.</summary>
    public bool HasResumed(out long afterSequence)
    {
        afterSequence = Volatile.Read(ref _resumedAfter);
        return afterSequence >= 0;
    }
}
