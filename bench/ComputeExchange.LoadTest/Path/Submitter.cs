using ComputeExchange.Engine;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Puts commands into an engine's ring without a socket: the engine's own, and the numbered orders of its first session.
/// Waits while the ring is full.</summary>
internal sealed class Submitter(ThreadedEngine engine)
{
    private readonly byte[] _body = new byte[CommandCodec.MaxBodyBytes];

    /// <summary>Orders sent so far.</summary>
    public long Orders { get; private set; }

    /// <summary>Sends a command of the engine's own.</summary>
    public void Send(in Command command) => Submit(command.With(new CommandHeader { Time = engine.Now }), default);

    /// <summary>Sends an order as the session's next request.</summary>
    public void Send(in NewOrder order)
    {
        CommandHeader header = new() { Time = engine.Now, Session = new SessionId(1), RequestNumber = ++Orders };
        Command command = Command.Of(header, order);
        int length = CommandCodec.Encode(command, _body);
        Submit(command.With(header with { BodyHash = BodyHash.Of(_body.AsSpan(0, length)) }), _body.AsSpan(0, length));
    }

    private void Submit(in Command command, ReadOnlySpan<byte> body)
    {
        SpinWait wait = default;
        while (!engine.TrySubmit(command, body))
            wait.SpinOnce();
    }
}
