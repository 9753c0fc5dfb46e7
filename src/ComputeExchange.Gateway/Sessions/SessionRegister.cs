using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>Which connection a session is on: at most one, the latest.</summary>
internal sealed class SessionRegister
{
    private readonly Dictionary<SessionId, SessionConnection> _bySession = [];
    private readonly Dictionary<Code, List<SessionConnection>> _opening = [];

    public IEnumerable<SessionConnection> Connected => _bySession.Values;

    public SessionConnection? Find(SessionId session) => _bySession.GetValueOrDefault(session);

    /// <summary>Puts a session on a connection; the one that it was on ends.</summary>
    public void Take(SessionId session, SessionConnection connection)
    {
        _bySession.TryGetValue(session, out SessionConnection? earlier);
        _bySession[session] = connection;
        earlier?.End(DisconnectReason.Superseded);
    }

    /// <summary>A connection has ended.</summary>
    /// <returns>Whether the session was still on it, and now is on none.</returns>
    public bool Release(SessionId session, SessionConnection connection)
    {
        if (Find(session) != connection)
            return false;
        _bySession.Remove(session);
        return true;
    }

    /// <summary>A connection waits until the session of that name is open.</summary>
    public void AwaitOpen(Code name, SessionConnection connection)
    {
        if (!_opening.TryGetValue(name, out List<SessionConnection>? waiting))
            _opening[name] = waiting = [];
        waiting.Add(connection);
    }

    /// <summary>Who waited for that session, no longer waiting.</summary>
    public IReadOnlyList<SessionConnection> TakeAwaiting(Code name) =>
        _opening.Remove(name, out List<SessionConnection>? waiting) ? waiting : [];
}
