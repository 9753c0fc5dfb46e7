using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>A definition in force, as the command that would make it anew.</summary>
/// <param name="Command">The definition, its header empty.</param>
/// <param name="Id">The id that the core gave to what it defines; 0 for a market's lead.</param>
public readonly record struct DefinitionInForce(Command Command, ushort Id);

/// <summary>Reference data and open sessions as commands: what a directory of ids and codes is filled from after a restart.</summary>
internal static class DefinitionListing
{
    public static IEnumerable<DefinitionInForce> Of(ReferenceData reference, SessionTable sessions)
    {
        for (ushort id = 1; id <= reference.Skus.Count; id++)
            yield return new(Command.Of(default, reference.Skus[id]!.Definition), id);
        for (ushort id = 1; id <= reference.Regions.Count; id++)
            yield return new(Command.Of(default, new DefineRegion { Code = reference.Regions[id]!.Code }), id);
        foreach (Market market in reference.Markets)
            if (market.LeadHours != Market.DefaultLeadHours)
                yield return new(
                    Command.Of(default, new DefineMarket { Market = market.Id, LeadHours = market.LeadHours }), Id: 0);
        for (ushort id = 1; id <= reference.Workloads.Count; id++)
            yield return new(Command.Of(default, new DefineWorkload { Code = reference.Workloads.CodeOf(id) }), id);
        for (ushort id = 1; id <= reference.Participants.Count; id++)
            yield return new(Command.Of(default, DefinitionOf(reference.Participants[id]!)), id);
        for (ushort id = 1; id <= reference.Baskets.Count; id++)
            yield return new(Command.Of(default, reference.Baskets[id]!.Definition), id);
        for (ushort id = 1; id <= sessions.Count; id++)
            yield return new(Command.Of(default, OpeningOf(sessions[new SessionId(id)]!)), id);
    }

    private static DefineParticipant DefinitionOf(Participant participant) =>
        new() { Code = participant.Code, Kind = participant.Kind };

    private static OpenSession OpeningOf(Session session) =>
        new() { Participant = session.Participant.Id, Name = session.Name };
}
