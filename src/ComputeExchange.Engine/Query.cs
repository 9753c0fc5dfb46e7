using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>What is asked of the matching thread.</summary>
public enum QueryKind : byte
{
    /// <summary>Where a session's two streams stand.</summary>
    SessionState = 1,

    /// <summary>The open orders of a participant, a page from an entry number on.</summary>
    OpenOrders,

    /// <summary>Exposures, basket positions and cash of a participant.</summary>
    Positions,

    /// <summary>The top of a book as a participant sees it, once.</summary>
    Top,

    /// <summary>The same, again whenever it may have changed, at most every 100 ms, until it is unsubscribed.</summary>
    SubscribeTop,

    /// <summary>Ends such a subscription.</summary>
    UnsubscribeTop,
}

/// <summary>A question about the state as of its place in the stream of commands.</summary>
public readonly record struct Query
{
    /// <summary>What is asked.</summary>
    public QueryKind Kind { get; init; }

    /// <summary>The asker's own number for the question; answers carry it.</summary>
    public ulong Token { get; init; }

    /// <summary>The session that asks.</summary>
    public SessionId Session { get; init; }

    /// <summary>The participant that it is about.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Which book, of questions about a top.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Of pages: the entry number (orders) or row (positions) to go on after; 0 for the first page.</summary>
    public long After { get; init; }
}

/// <summary>Where a session's two streams stand.</summary>
/// <param name="LastRequest">The last request applied.</param>
/// <param name="LastReport">The last report numbered.</param>
/// <param name="IsConnected">Whether a client is connected, as the core sees it.</param>
public readonly record struct SessionStreams(long LastRequest, long LastReport, bool IsConnected);

/// <summary>An answer to a query.</summary>
public readonly ref struct Answer
{
    /// <summary>None, or why it cannot be answered.</summary>
    public RejectReason Reason { get; init; }

    /// <summary>The command sequence that it is as of.</summary>
    public long Sequence { get; init; }

    /// <summary>Of <see cref="QueryKind.SessionState"/>; and with pages, for the report number that they are as of.</summary>
    public SessionStreams Session { get; init; }

    /// <summary>Of questions about a top.</summary>
    public TopOfBook Top { get; init; }

    /// <summary>Of <see cref="QueryKind.OpenOrders"/>: a page of orders.</summary>
    public ReadOnlySpan<OrderState> Orders { get; init; }

    /// <summary>Of <see cref="QueryKind.Positions"/>: a page of positions.</summary>
    public ReadOnlySpan<PositionRow> Positions { get; init; }

    /// <summary>Of a page of positions: the command at which they last moved, 0 when not since the start. Pages that tell
    /// different ones show different moments.</summary>
    public long PositionsMovedAt { get; init; }

    /// <summary>Whether another page follows.</summary>
    public bool HasMore { get; init; }
}

/// <summary>One row of a participant's positions: an exposure, a basket position, or its cash.</summary>
public readonly record struct PositionRow
{
    /// <summary>The market and month (as an instrument's window: the month's hours) of an exposure, or the basket future of a
    /// position; the default value for cash.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Undelivered GPU-hours, or lots; signed.</summary>
    public long Quantity { get; init; }

    /// <summary>Cost of a basket position, or cash, in units of 0.0001 $.</summary>
    public Money Money { get; init; }
}
