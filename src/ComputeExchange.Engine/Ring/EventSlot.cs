using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Ring;

internal enum EventSlotKind : byte
{
    /// <summary>Nothing but the end of a command.</summary>
    Mark,
    Event,
    OrderRow,
    PositionRow,
    Answer,
}

/// <summary>What matching tells the publisher: an event, a row of a page, or an answer, whose rows came before it.</summary>
internal struct EventSlot
{
    /// <summary>The slot of the command ring that caused it, or after which it was told.</summary>
    public long CommandSlot;
    public EventSlotKind Kind;

    /// <summary>Whether nothing more comes of that slot of the command ring.</summary>
    public bool EndsCommand;
    public Event Event;
    public OrderState OrderRow;
    public PositionRow PositionRow;
    public AnswerBody Answer;
}

/// <summary>An answer as it lies in a slot: all but its rows.</summary>
internal struct AnswerBody
{
    public Query Query;
    public RejectReason Reason;
    public long Sequence;
    public SessionStreams Session;
    public long PositionsMovedAt;
    public TopOfBook Top;
    public bool HasMore;
}
