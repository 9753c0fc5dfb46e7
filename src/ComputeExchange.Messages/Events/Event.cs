using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace ComputeExchange.Messages;

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

    [FieldOffset(HeaderOffset)] private EventHeader _header;
    [FieldOffset(KindOffset)] private EventKind _kind;
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

    // For the core, which builds events where they lie: a copy of what was written just before would have to wait for it.
    [UnscopedRef] internal ref EventHeader HeaderInPlace => ref _header;
    [UnscopedRef] internal ref OrderAccepted AcceptedInPlace => ref _accepted;
    [UnscopedRef] internal ref Trade TradeInPlace => ref _trade;
    [UnscopedRef] internal ref OrderReplaced ReplacedInPlace => ref _replaced;
    [UnscopedRef] internal ref OrderCancelled CancelledInPlace => ref _cancelled;
    [UnscopedRef] internal ref OrderExpired ExpiredInPlace => ref _expired;
    [UnscopedRef] internal ref TopChanged TopChangedInPlace => ref _topChanged;

    /// <summary>An event of kind <see cref="EventKind.New"/>.</summary>
    public static Event Of(in EventHeader header, in OrderAccepted body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.New"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in OrderAccepted body)
    {
        Begin(header, EventKind.New);
        _accepted = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Trade"/>.</summary>
    public static Event Of(in EventHeader header, in Trade body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Trade"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in Trade body)
    {
        Begin(header, EventKind.Trade);
        _trade = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Replaced"/>.</summary>
    public static Event Of(in EventHeader header, in OrderReplaced body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Replaced"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in OrderReplaced body)
    {
        Begin(header, EventKind.Replaced);
        _replaced = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Cancelled"/>.</summary>
    public static Event Of(in EventHeader header, in OrderCancelled body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Cancelled"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in OrderCancelled body)
    {
        Begin(header, EventKind.Cancelled);
        _cancelled = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Expired"/>.</summary>
    public static Event Of(in EventHeader header, in OrderExpired body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Expired"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in OrderExpired body)
    {
        Begin(header, EventKind.Expired);
        _expired = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Rejected"/>.</summary>
    public static Event Of(in EventHeader header, in Rejected body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Rejected"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in Rejected body)
    {
        Begin(header, EventKind.Rejected);
        _rejected = body;
    }

    /// <summary>An event of kind <see cref="EventKind.Applied"/>.</summary>
    public static Event Of(in EventHeader header, in CommandApplied body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.Applied"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in CommandApplied body)
    {
        Begin(header, EventKind.Applied);
        _applied = body;
    }

    /// <summary>An event of kind <see cref="EventKind.PositionSettled"/>.</summary>
    public static Event Of(in EventHeader header, in PositionSettled body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.PositionSettled"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in PositionSettled body)
    {
        Begin(header, EventKind.PositionSettled);
        _positionSettled = body;
    }

    /// <summary>An event of kind <see cref="EventKind.HourPassed"/>.</summary>
    public static Event Of(in EventHeader header, in HourPassed body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.HourPassed"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in HourPassed body)
    {
        Begin(header, EventKind.HourPassed);
        _hourPassed = body;
    }

    /// <summary>An event of kind <see cref="EventKind.TopChanged"/>.</summary>
    public static Event Of(in EventHeader header, in TopChanged body)
    {
        Event made = default;
        made.Become(header, body);
        return made;
    }

    /// <summary>Makes this an event of kind <see cref="EventKind.TopChanged"/>, without a copy of the whole.</summary>
    public void Become(in EventHeader header, in TopChanged body)
    {
        Begin(header, EventKind.TopChanged);
        _topChanged = body;
    }

    /// <summary>Makes this an event of a kind at a place in its command; every field of the body is for the caller to write.</summary>
    internal void Become(EventKind kind, int index)
    {
        _header.IndexInPlace = index;
        _kind = kind;
    }

    private void Begin(in EventHeader header, EventKind kind)
    {
        _header = header;
        _kind = kind;
    }
}
