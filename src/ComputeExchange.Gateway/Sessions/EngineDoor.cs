using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Sessions;

// What waits here while the engine has no room comes of messages that clients sent. Each connection has a share of it, past which it
// alone is read no more, so that who subscribes without end keeps nobody's cancel waiting. Only when so many connections fill their
// shares that the door itself is full is no client read: what still comes to it then is owed by what was read before, and is as
// much as a few for each connection.

/// <summary>The gateway's own commands and questions, which go to the engine in their order, whenever it has room.</summary>
internal sealed class EngineDoor(IEngine engine)
{
    private readonly Queue<(Func<bool> Give, DoorShare Of)> _waiting = new();
    private readonly Dictionary<ulong, Action<EngineAnswer>> _asked = [];
    private ulong _lastToken;

    /// <summary>How many wait for room.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Whether so many wait that no client is to be read.</summary>
    public bool IsFull => _waiting.Count >= GatewayOptions.MaxWaitingForEngine;

    /// <summary>A command goes in a connection's share.</summary>
    public void Submit(DoorShare of, Func<CommandHeader, Command> command) => Enqueue(of, () =>
        engine.TrySubmit(command(new CommandHeader { Time = engine.Now, Session = SessionId.Engine }), default));

    /// <summary>Asks; the answer, and of a subscription every later one, goes to <paramref name="answered"/>.</summary>
    /// <returns>The question's token.</returns>
    public ulong Ask(DoorShare of, in Query query, Action<EngineAnswer> answered)
    {
        ulong token = ++_lastToken;
        _asked[token] = answered;
        Query asked = query with { Token = token };
        Enqueue(of, () => engine.TryAsk(asked));
        return token;
    }

    /// <summary>No answer to a question is wanted any more.</summary>
    public void Forget(ulong token) => _asked.Remove(token);

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(DoorShare of, in Query subscribed)
    {
        Query ended = subscribed with { Kind = QueryKind.UnsubscribeTop };
        Forget(ended.Token);
        Enqueue(of, () => engine.TryAsk(ended));
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
        while (_waiting.TryPeek(out (Func<bool> Give, DoorShare Of) next) && next.Give())
        {
            _waiting.Dequeue();
            next.Of.WaitingCount--;
            hasWorked = true;
        }

        return hasWorked;
    }

    private void Enqueue(DoorShare of, Func<bool> give)
    {
        of.WaitingCount++;
        _waiting.Enqueue((give, of));
    }
}
