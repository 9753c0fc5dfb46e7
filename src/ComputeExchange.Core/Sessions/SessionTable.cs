using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Sessions;

/// <summary>What became of a request's number.</summary>
internal enum RequestCheck
{
    /// <summary>It is the next one.</summary>
    Next,

    /// <summary>It was applied before, or is too old to tell: it is passed over without a word.</summary>
    Repeated,

    /// <summary>Its number was used for another request.</summary>
    Reused,

    /// <summary>It leaves out the one before it.</summary>
    Gap,
}

/// <summary>The sessions: who speaks on each, what it last asked and was last told.</summary>
internal sealed class SessionTable
{
    private readonly CodeTable<Session> _sessions = new();

    public int Count => _sessions.Count;

    public Session? this[SessionId id] => _sessions[id.Value];

    public Session? Find(Code name) => _sessions[_sessions.IdOf(name)];

    public bool IsFull => _sessions.Count >= Limits.MaxSessions;

    public Session Open(Participant participant, Code name)
    {
        Session session = new(new SessionId(_sessions.NextId), participant, name);
        _sessions.Add(name, session);
        return session;
    }

    /// <summary>The number of a session's next report; 0 for the engine's own orders, which nobody counts.</summary>
    public long NextReport(SessionId id) => _sessions[id.Value] is { } session ? ++session.LastReport : 0;
}

/// <summary>A named session of one participant: two gapless streams, its requests and its reports.</summary>
internal sealed class Session(SessionId id, Participant participant, Code name)
{
    public SessionId Id { get; } = id;

    public Participant Participant { get; } = participant;

    public Code Name { get; } = name;

    /// <summary>The last request applied.</summary>
    public long LastRequest { get; set; }

    /// <summary>The last report given a number.</summary>
    public long LastReport { get; set; }

    public bool IsConnected { get; set; }

    public bool CancelOnDisconnect { get; set; }

    public long GraceNanos { get; set; }

    /// <summary>When the orders of a disconnected session are cancelled.</summary>
    public EngineTime GraceDeadline { get; set; } = EngineTime.Never;

    /// <summary>In the session itself and not in an array beside it: storing one then reads nothing.</summary>
    private RecentHashes _hashes;

    public ulong HashAt(long requestNumber) => _hashes[PlaceOf(requestNumber)];

    public RequestCheck Check(long requestNumber, ulong bodyHash)
    {
        if (requestNumber == LastRequest + 1)
            return RequestCheck.Next;
        if (requestNumber > LastRequest)
            return RequestCheck.Gap;
        bool isRemembered = requestNumber > 0 && requestNumber > LastRequest - Limits.RememberedRequests;
        return isRemembered && HashAt(requestNumber) != bodyHash ? RequestCheck.Reused : RequestCheck.Repeated;
    }

    public void Use(long requestNumber, ulong bodyHash)
    {
        LastRequest = requestNumber;
        _hashes[PlaceOf(requestNumber)] = bodyHash;
    }

    private static int PlaceOf(long requestNumber) => (int)((ulong)requestNumber % Limits.RememberedRequests);

    [System.Runtime.CompilerServices.InlineArray(Limits.RememberedRequests)]
    private struct RecentHashes
    {
        private ulong _first;
    }
}
