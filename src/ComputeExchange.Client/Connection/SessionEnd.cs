using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Connection;

/// <summary>What the reason of a connection's end means for its session.</summary>
internal static class SessionEnd
{
    /// <summary>Whether connecting again would end the same way, or take the session from whoever has it now.</summary>
    public static bool IsForGood(DisconnectReason reason) => reason is DisconnectReason.LoggedOut or DisconnectReason.Superseded
        or DisconnectReason.UnsupportedVersion or DisconnectReason.WrongKey or DisconnectReason.UnknownSession
        or DisconnectReason.WrongParticipant or DisconnectReason.UnknownReportNumber or DisconnectReason.ThrottledOut
        or DisconnectReason.MalformedMessage;
}
