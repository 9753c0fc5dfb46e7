using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Queries;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Ring;

/// <summary>The way from matching to the publisher: events and answers go into the event ring as they are made.</summary>
/// <remarks>Published by the handful, since waking the publisher costs more than an event. When the ring is full, everything
/// is published and matching waits: only ever for the publisher, which waits for nobody but the journal.</remarks>
internal sealed class EventStream(RingBuffer<EventSlot> ring) : IEventSink
{
    private const int PublishAfter = 64;

    private long _commandSlot = Sequence.Initial;
    private long _firstPending;
    private int _pending;

    /// <summary>What makes room where one thread does it all; null where the publisher has a thread of its own.</summary>
    public Func<bool>? MakeRoom { get; set; }

    /// <summary>When positions last moved.</summary>
    public PositionMoves Moves { get; } = new();

    /// <summary>Looks at each event on its way; may be null.</summary>
    public IEventSink? Watcher { get; set; }

    /// <summary>From now on everything belongs to this slot of the command ring.</summary>
    public void Begin(long commandSlot) => _commandSlot = commandSlot;

    public void On(in Event happened)
    {
        Moves.On(happened);
        Watcher?.On(happened);
        ref EventSlot slot = ref Claim(EventSlotKind.Event);
        slot.Event = happened;
    }

    public void Row(in OrderState row) => Claim(EventSlotKind.OrderRow).OrderRow = row;

    public void Row(in PositionRow row) => Claim(EventSlotKind.PositionRow).PositionRow = row;

    public void Answer(in AnswerBody answer) => Claim(EventSlotKind.Answer).Answer = answer;

    /// <summary>Nothing more comes of this slot of the command ring.</summary>
    public void End()
    {
        if (_pending > 0 && ring[_firstPending + _pending - 1].CommandSlot == _commandSlot)
            ring[_firstPending + _pending - 1].EndsCommand = true;
        else
            Claim(EventSlotKind.Mark).EndsCommand = true;
        if (_pending >= PublishAfter)
            Publish();
    }

    /// <summary>Lets the publisher have everything so far.</summary>
    public void Publish()
    {
        if (_pending == 0)
            return;
        ring.Publish(_firstPending, _firstPending + _pending - 1);
        _pending = 0;
    }

    private ref EventSlot Claim(EventSlotKind kind)
    {
        if (_pending >= PublishAfter)
            Publish();
        if (!ring.TryNext(1, out long sequence))
            sequence = ClaimWhenFull();
        if (_pending++ == 0)
            _firstPending = sequence;
        ref EventSlot slot = ref ring[sequence];
        slot.CommandSlot = _commandSlot;
        slot.Kind = kind;
        slot.EndsCommand = false;
        return ref slot;
    }

    private long ClaimWhenFull()
    {
        Publish();
        if (MakeRoom is null)
            return ring.Next();
        long sequence;
        while (!ring.TryNext(1, out sequence))
        {
            if (ring.IsClosed || !MakeRoom())
                throw new RingHaltedException(ring.HaltReason);
        }

        return sequence;
    }
}
