using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Keys;

/// <summary>Who may log on to a session, and the secret that shows it.</summary>
/// <param name="Session">The session's name.</param>
/// <param name="Participant">Whose session it is.</param>
/// <param name="Kind">What that participant is; only an operator's key opens an operator's session.</param>
/// <param name="Secret">256 bits.</param>
public sealed record SessionKey(Code Session, Code Participant, ParticipantKind Kind, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Everything but the secret.</summary>
    public override string ToString() => $"{Session} of {Participant} ({Kind})";
}
