using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>Numbered requests on their way into the engine: decoded once, held against the rate, kept while there is no
/// room.</summary>
internal sealed class RequestIntake(GatewayContext context, SessionConnection connection)
{
    private readonly Throttle _throttle = new(context.Options, context.NowNanos);
    private Command _held;
    private bool _hasHeld;
    private long _heldSinceNanos;
    private long _next;
    private long _submitted;
    private long _answered;

    /// <summary>Whether the client has to wait: the engine has no room, or has too many of its requests.</summary>
    public bool IsWaiting => _hasHeld;

    /// <summary>Whether it has waited longer than a client is kept.</summary>
    public bool IsStuck =>
        _hasHeld && context.NowNanos - _heldSinceNanos >= context.Options.PendingWorkTimeoutMillis * 1_000_000L;

    /// <summary>Requests go on from a number.</summary>
    public void Start(long nextRequest)
    {
        _next = nextRequest;
        _submitted = _answered = nextRequest - 1;
    }

    /// <summary>Takes a request.</summary>
    /// <returns>False when it stays at the front, to be tried again.</returns>
    public bool Take(MessageType type, ReadOnlySpan<byte> body)
    {
        ThrottleVerdict verdict = _throttle.Judge(type, context.NowNanos);
        if (verdict == ThrottleVerdict.LogOut)
        {
            connection.End(DisconnectReason.ThrottledOut);
            return true;
        }

        bool isThrottled = verdict == ThrottleVerdict.Refuse;
        MessagePackError error =
            CommandCodec.TryDecode(body, connection.Session, context.Engine.Now, isThrottled, out _held, out _);
        if (error != MessagePackError.None)
        {
            connection.End(DisconnectReason.MalformedMessage);
            return true;
        }

        _heldSinceNanos = context.NowNanos;
        _hasHeld = !TrySubmit(body);
        return !_hasHeld;
    }

    /// <summary>Tries again to submit the request that waits at the front; then takes what came behind it.</summary>
    /// <returns>Whether it went.</returns>
    public bool Retry(InboundBuffer inbound)
    {
        if (!_hasHeld || connection.Stage != SessionStage.Live)
            return false;
        inbound.Peek(out ReadOnlySpan<byte> body, out int frameBytes);

        // Time has passed while it waited, and a command is stamped when it goes.
        _held = _held.With(_held.Header with { Time = context.Engine.Now });
        if (!TrySubmit(body))
            return false;
        _hasHeld = false;
        inbound.Consume(frameBytes);
        connection.TakeFrames();
        return true;
    }

    private bool TrySubmit(ReadOnlySpan<byte> body)
    {
        // A number that is not the next one takes no room: the engine passes it over or refuses it.
        bool isNext = _held.Header.RequestNumber == _next;
        _answered = Math.Max(_answered, context.Inbox.LastAnswered(connection.Session));
        if (isNext && _submitted - _answered >= context.Options.MaxRequestsUnderWay)
            return false;
        if (!context.Engine.TrySubmit(_held, body))
            return false;
        if (isNext)
            _submitted = _next++;
        return true;
    }
}
