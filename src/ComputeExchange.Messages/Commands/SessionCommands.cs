namespace ComputeExchange.Messages;

/// <summary>Opens a named session of a participant; its requests and reports are numbered from 1 for ever.</summary>
public readonly record struct OpenSession
{
    /// <summary>Whose.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The name, unique over all sessions.</summary>
    public Code Name { get; init; }
}

/// <summary>A client has logged on to a session; an earlier connection of it is superseded.</summary>
public readonly record struct ConnectSession
{
    /// <summary>The session.</summary>
    public SessionId Session { get; init; }

    /// <summary>Whether its orders are cancelled when it is disconnected.</summary>
    public bool CancelOnDisconnect { get; init; }

    /// <summary>How long it has to come back before they are.</summary>
    public long GraceNanos { get; init; }
}

/// <summary>The connection of a session is gone.</summary>
public readonly record struct DisconnectSession
{
    /// <summary>The session; 0 means all of them, as after a restart.</summary>
    public SessionId Session { get; init; }
}
