namespace ComputeExchange.Protocol;

/// <summary>Why a logon is refused or a connection ended. The numbers never change.</summary>
public enum DisconnectReason : byte
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>The client logged out.</summary>
    LoggedOut = 1,

    /// <summary>The server is stopping; the session can be taken up again when it is back.</summary>
    ServerStopping = 2,

    /// <summary>The server failed; the journal is intact.</summary>
    ServerFailed = 3,

    /// <summary>A frame without a body.</summary>
    BadFrame = 10,

    /// <summary>A frame over the limit.</summary>
    FrameTooLong = 11,

    /// <summary>A body that is no well-formed message of this version.</summary>
    MalformedMessage = 12,

    /// <summary>A message of a type that a client does not send, or not at this point.</summary>
    UnexpectedMessage = 13,

    /// <summary>A logon with another protocol version.</summary>
    UnsupportedVersion = 20,

    /// <summary>A logon whose answer to the nonce is wrong, or whose session there is not: which of them, is not told.</summary>
    WrongKey = 21,

    /// <summary>A logon to a session that is configured and not open in the market.</summary>
    UnknownSession = 22,

    /// <summary>A logon to a session of another participant than it names, or than its certificate is of.</summary>
    WrongParticipant = 23,

    /// <summary>A logon whose last report number is over the last one given.</summary>
    UnknownReportNumber = 24,

    /// <summary>No logon in time.</summary>
    LogonTimeout = 25,

    /// <summary>More connections than the server takes.</summary>
    TooManySessions = 26,

    /// <summary>Too many wrong keys came from this address or for this session; after a while logons are looked at again.</summary>
    LockedOut = 27,

    /// <summary>Another connection logged on to the session.</summary>
    Superseded = 30,

    /// <summary>Nothing was heard for two heartbeats.</summary>
    HeartbeatTimeout = 31,

    /// <summary>The client does not read what is sent to it.</summary>
    SlowReader = 32,

    /// <summary>More requests under way than a session may have.</summary>
    TooMuchPendingWork = 33,

    /// <summary>The session went on far over its rate.</summary>
    ThrottledOut = 34,

    /// <summary>The transport ended without a word; never sent, and there for a client library to give.</summary>
    ConnectionLost = 40,
}

/// <summary>The sentence of each reason.</summary>
public static class DisconnectText
{
    /// <summary>No text is longer.</summary>
    public const int MaxBytes = 200;

    /// <summary>A sentence for a person.</summary>
    public static string Of(DisconnectReason reason) => reason switch
    {
        DisconnectReason.LoggedOut => "logged out",
        DisconnectReason.ServerStopping => "the server is stopping",
        DisconnectReason.ServerFailed => "the server failed",
        DisconnectReason.BadFrame => "a frame has no body",
        DisconnectReason.FrameTooLong => "a frame is over the limit",
        DisconnectReason.MalformedMessage => "a message cannot be read",
        DisconnectReason.UnexpectedMessage => "a message of this type is not expected here",
        DisconnectReason.UnsupportedVersion => "this protocol version is not spoken here",
        DisconnectReason.WrongKey => "the answer to the nonce is not that of a known session",
        DisconnectReason.UnknownSession => "the session is not open in the market",
        DisconnectReason.WrongParticipant => "the session is another participant's",
        DisconnectReason.UnknownReportNumber => "the last report number is over the last one given",
        DisconnectReason.LogonTimeout => "no logon in time",
        DisconnectReason.TooManySessions => "too many sessions",
        DisconnectReason.LockedOut => "too many wrong keys; try again later",
        DisconnectReason.Superseded => "another connection logged on to the session",
        DisconnectReason.HeartbeatTimeout => "nothing was heard for two heartbeats",
        DisconnectReason.SlowReader => "the client does not read what is sent to it",
        DisconnectReason.TooMuchPendingWork => "too many requests are under way",
        DisconnectReason.ThrottledOut => "the session went on far over its rate",
        DisconnectReason.ConnectionLost => "the connection was lost",
        _ => "no reason given",
    };
}
