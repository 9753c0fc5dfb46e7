using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ComputeExchange.Messages;

/// <summary>What happened.</summary>
public enum EventKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An order was accepted: FIX ExecType New.</summary>
    New,

    /// <summary>Two orders traded.</summary>
    Trade,

    /// <summary>An order was replaced.</summary>
    Replaced,

    /// <summary>An open order was cancelled.</summary>
    Cancelled,

    /// <summary>An open order expired.</summary>
    Expired,

    /// <summary>A command was refused.</summary>
    Rejected,

    /// <summary>A command without events of its own (reference data, credit, settings, time, sessions) was applied.</summary>
    Applied,

    /// <summary>A participant's position in an ended month was settled.</summary>
    PositionSettled,

    /// <summary>Engine time passed into another hour: delivered hours left the exposures.</summary>
    HourPassed,

    /// <summary>The best bid or ask of a basket future changed.</summary>
    TopChanged,
}

/// <summary>What every event carries: its place in the run. Command sequence and index together are the ExecId.</summary>
public readonly record struct EventHeader
{
    /// <summary>The number of the command that caused it, counted from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>Its place among the events of that command, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Engine time.</summary>
    public EngineTime Time { get; init; }

    /// <summary>The session that sent the command.</summary>
    public SessionId Session { get; init; }

    /// <summary>That session's request number.</summary>
    public long RequestNumber { get; init; }
}

/// <summary>One event: a header and one of the bodies, which share their memory. Holds no references, allocates nothing.</summary>
/// <remarks>
/// <code>
/// offset  size  field
///      0    40  header
///     40     8  kind
///     48   ...  body (the largest is Trade)
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public struct Event
{
    private const int HeaderOffset = 0;
    private const int KindOffset = 40;
    private const int BodyOffset = 48;

    [FieldOffset(HeaderOffset)] private readonly EventHeader _header;
    [FieldOffset(KindOffset)] private readonly EventKind _kind;
    [FieldOffset(BodyOffset)] private OrderAccepted _accepted;
    [FieldOffset(BodyOffset)] private Trade _trade;
    [FieldOffset(BodyOffset)] private OrderReplaced _replaced;
    [FieldOffset(BodyOffset)] private OrderCancelled _cancelled;
    [FieldOffset(BodyOffset)] private OrderExpired _expired;
    [FieldOffset(BodyOffset)] private Rejected _rejected;
    [FieldOffset(BodyOffset)] private CommandApplied _applied;
    [FieldOffset(BodyOffset)] private PositionSettled _positionSettled;
    [FieldOffset(BodyOffset)] private HourPassed _hourPassed;
    [FieldOffset(BodyOffset)] private TopChanged _topChanged;

    private Event(in EventHeader header, EventKind kind)
    {
        _header = header;
        _kind = kind;
    }

    /// <summary>Its place in the run.</summary>
    [UnscopedRef] public readonly ref readonly EventHeader Header => ref _header;

    /// <summary>Which body it has.</summary>
    public readonly EventKind Kind => _kind;

    /// <summary>The body of an event of kind <see cref="EventKind.New"/>.</summary>
    [UnscopedRef] public readonly ref readonly OrderAccepted Accepted => ref _accepted;

    /// <summary>The body of an event of kind <see cref="EventKind.Trade"/>.</summary>
    [UnscopedRef] public readonly ref readonly Trade Trade => ref _trade;

    /// <summary>The body of an event of kind <see cref="EventKind.Replaced"/>.</summary>
    [UnscopedRef] public readonly ref readonly OrderReplaced Replaced => ref _replaced;

    /// <summary>The body of an event of kind <see cref="EventKind.Cancelled"/>.</summary>
    [UnscopedRef] public readonly ref readonly OrderCancelled Cancelled => ref _cancelled;

    /// <summary>The body of an event of kind <see cref="EventKind.Expired"/>.</summary>
    [UnscopedRef] public readonly ref readonly OrderExpired Expired => ref _expired;

    /// <summary>The body of an event of kind <see cref="EventKind.Rejected"/>.</summary>
    [UnscopedRef] public readonly ref readonly Rejected Rejected => ref _rejected;

    /// <summary>The body of an event of kind <see cref="EventKind.Applied"/>.</summary>
    [UnscopedRef] public readonly ref readonly CommandApplied Applied => ref _applied;

    /// <summary>The body of an event of kind <see cref="EventKind.PositionSettled"/>.</summary>
    [UnscopedRef] public readonly ref readonly PositionSettled PositionSettled => ref _positionSettled;

    /// <summary>The body of an event of kind <see cref="EventKind.HourPassed"/>.</summary>
    [UnscopedRef] public readonly ref readonly HourPassed HourPassed => ref _hourPassed;

    /// <summary>The body of an event of kind <see cref="EventKind.TopChanged"/>.</summary>
    [UnscopedRef] public readonly ref readonly TopChanged TopChanged => ref _topChanged;

    /// <summary>An event of kind <see cref="EventKind.New"/>.</summary>
    public static Event Of(in EventHeader header, in OrderAccepted body) =>
        new(header, EventKind.New) { _accepted = body };

    /// <summary>An event of kind <see cref="EventKind.Trade"/>.</summary>
    public static Event Of(in EventHeader header, in Trade body) =>
        new(header, EventKind.Trade) { _trade = body };

    /// <summary>An event of kind <see cref="EventKind.Replaced"/>.</summary>
    public static Event Of(in EventHeader header, in OrderReplaced body) =>
        new(header, EventKind.Replaced) { _replaced = body };

    /// <summary>An event of kind <see cref="EventKind.Cancelled"/>.</summary>
    public static Event Of(in EventHeader header, in OrderCancelled body) =>
        new(header, EventKind.Cancelled) { _cancelled = body };

    /// <summary>An event of kind <see cref="EventKind.Expired"/>.</summary>
    public static Event Of(in EventHeader header, in OrderExpired body) =>
        new(header, EventKind.Expired) { _expired = body };

    /// <summary>An event of kind <see cref="EventKind.Rejected"/>.</summary>
    public static Event Of(in EventHeader header, in Rejected body) =>
        new(header, EventKind.Rejected) { _rejected = body };

    /// <summary>An event of kind <see cref="EventKind.Applied"/>.</summary>
    public static Event Of(in EventHeader header, in CommandApplied body) =>
        new(header, EventKind.Applied) { _applied = body };

    /// <summary>An event of kind <see cref="EventKind.PositionSettled"/>.</summary>
    public static Event Of(in EventHeader header, in PositionSettled body) =>
        new(header, EventKind.PositionSettled) { _positionSettled = body };

    /// <summary>An event of kind <see cref="EventKind.HourPassed"/>.</summary>
    public static Event Of(in EventHeader header, in HourPassed body) =>
        new(header, EventKind.HourPassed) { _hourPassed = body };

    /// <summary>An event of kind <see cref="EventKind.TopChanged"/>.</summary>
    public static Event Of(in EventHeader header, in TopChanged body) =>
        new(header, EventKind.TopChanged) { _topChanged = body };
}

/// <summary>Where the core puts events, in the order in which they happen.</summary>
public interface IEventSink
{
    /// <summary>Takes one event; the reference is valid during the call only.</summary>
    void On(in Event happened);
}
