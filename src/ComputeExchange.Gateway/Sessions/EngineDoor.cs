using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Sessions;

// What waits here while the engine has no room comes of messages that clients sent. So when it is full no client is read: what still
// comes to it then is owed by what was read before, and is as much as a few for each connection.

/// <summary>The gateway's own commands and questions, which go to the engine in their order, whenever it has room.</summary>
internal sealed class EngineDoor(IEngine engine)
{
    private readonly Queue<Func<bool>> _waiting = new();
    private readonly Dictionary<ulong, Action<EngineAnswer>> _asked = [];
    private ulong _lastToken;

    /// <summary>How many wait for room.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Whether so many wait that no client is to be read.</summary>
    public bool IsFull => _waiting.Count >= GatewayOptions.MaxWaitingForEngine;

    public void Open(ParticipantId participant, Code name) =>
        Enqueue(header => Command.Of(header, new OpenSession { Participant = participant, Name = name }));

    public void Connect(ConnectSession connect) => Enqueue(header => Command.Of(header, connect));

    public void Disconnect(SessionId session) =>
        Enqueue(header => Command.Of(header, new DisconnectSession { Session = session }));

    /// <summary>Asks; the answer, and of a subscription every later one, goes to <paramref name="answered"/>.</summary>
    /// <returns>The question's token.</returns>
    public ulong Ask(in Query query, Action<EngineAnswer> answered)
    {
        ulong token = ++_lastToken;
        _asked[token] = answered;
        Query asked = query with { Token = token };
        _waiting.Enqueue(() => engine.TryAsk(asked));
        return token;
    }

    /// <summary>No answer to a question is wanted any more.</summary>
    public void Forget(ulong token) => _asked.Remove(token);

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(in Query subscribed)
    {
        Query ended = subscribed with { Kind = QueryKind.UnsubscribeTop };
        Forget(ended.Token);
        _waiting.Enqueue(() => engine.TryAsk(ended));
    }

    /// <summary>Hands an answer to who asked.</summary>
    public void OnAnswer(EngineAnswer answer)
    {
        ulong token = answer.Query.Token;
        bool isStanding = answer.Query.Kind == QueryKind.SubscribeTop && answer.Reason == RejectReason.None;
        if (_asked.TryGetValue(token, out Action<EngineAnswer>? answered) && !isStanding)
            _asked.Remove(token);
        answered?.Invoke(answer);
    }

    /// <summary>Gives the engine what it takes; true when it took something.</summary>
    public bool Step()
    {
        bool hasWorked = false;
        while (_waiting.TryPeek(out Func<bool>? give) && give())
        {
            _waiting.Dequeue();
            hasWorked = true;
        }

        return hasWorked;
    }

    private void Enqueue(Func<CommandHeader, Command> command) => _waiting.Enqueue(() =>
        engine.TrySubmit(command(new CommandHeader { Time = engine.Now, Session = SessionId.Engine }), default));
}
