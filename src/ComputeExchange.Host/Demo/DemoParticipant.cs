using ComputeExchange.Bots.Strategies;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>A participant of the demo's market.</summary>
/// <param name="Id">As the core numbers it in an empty market.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What the exchange knows it as.</param>
internal sealed record DemoParticipant(ParticipantId Id, string Code, ParticipantKind Kind)
{
    /// <summary>What a principal does; null for others.</summary>
    public PrincipalBusiness? Business { get; init; }
}
