using System.Collections.Concurrent;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Reference;

/// <summary>What every logon is told: reference data with the ids that the core gave out, and the sessions by name.</summary>
/// <remarks>The publisher's thread folds what the engine applies; the gateway's thread reads. Filled at start from the engine's
/// state, so that it is whole after a restart too.</remarks>
public sealed class ReferenceDirectory
{
    private readonly ConcurrentDictionary<SkuId, DefineSku> _skus = new();
    private readonly ConcurrentDictionary<RegionId, DefineRegion> _regions = new();
    private readonly ConcurrentDictionary<MarketId, DefineMarket> _markets = new();
    private readonly ConcurrentDictionary<ParticipantId, DefineParticipant> _participants = new();
    private readonly ConcurrentDictionary<WorkloadId, DefineWorkload> _workloads = new();
    private readonly ConcurrentDictionary<BasketId, DefineBasket> _baskets = new();
    private readonly ConcurrentDictionary<Code, ParticipantId> _participantsByCode = new();
    private readonly ConcurrentDictionary<Code, (SessionId Id, ParticipantId Participant)> _sessionsByName = new();

    /// <summary>The id of a participant; false when there is none of that code.</summary>
    public bool TryFindParticipant(Code code, out ParticipantId participant) =>
        _participantsByCode.TryGetValue(code, out participant);

    /// <summary>What a participant is; false when there is none with that id.</summary>
    public bool TryFindKind(ParticipantId participant, out ParticipantKind kind)
    {
        bool isKnown = _participants.TryGetValue(participant, out DefineParticipant definition);
        kind = definition.Kind;
        return isKnown;
    }

    /// <summary>The id of an open session and whose it is; false when none of that name was opened.</summary>
    public bool TryFindSession(Code name, out SessionId session, out ParticipantId participant)
    {
        bool isOpen = _sessionsByName.TryGetValue(name, out (SessionId Id, ParticipantId Participant) found);
        (session, participant) = found;
        return isOpen;
    }

    /// <summary>Takes a definition that the core applied, under the id that it gave.</summary>
    /// <param name="command">The command; other kinds than definitions and opened sessions are passed over.</param>
    /// <param name="id">The id of <see cref="CommandApplied"/>; not looked at for a market's lead.</param>
    /// <returns>Whether clients are to be told.</returns>
    public bool Fold(in Command command, ushort id)
    {
        switch (command.Kind)
        {
            case CommandKind.DefineSku: _skus[new SkuId(id)] = command.DefineSku; return true;
            case CommandKind.DefineRegion: _regions[new RegionId(id)] = command.DefineRegion; return true;
            case CommandKind.DefineMarket: _markets[command.DefineMarket.Market] = command.DefineMarket; return true;
            case CommandKind.DefineWorkload: _workloads[new WorkloadId(id)] = command.DefineWorkload; return true;
            case CommandKind.DefineBasket: _baskets[new BasketId(id)] = command.DefineBasket; return true;
            case CommandKind.DefineParticipant:
                _participants[new ParticipantId(id)] = command.DefineParticipant;
                _participantsByCode[command.DefineParticipant.Code] = new ParticipantId(id);
                return true;
            case CommandKind.OpenSession:
                _sessionsByName[command.OpenSession.Name] = (new SessionId(id), command.OpenSession.Participant);
                return false;
            default:
                return false;
        }
    }

    /// <summary>The message that tells one definition; empty for other kinds of command.</summary>
    internal static byte[] MessageOf(in Command command, ushort id) => command.Kind switch
    {
        CommandKind.DefineSku => Encode(new ReferenceSku { Id = new SkuId(id), Definition = command.DefineSku }),
        CommandKind.DefineRegion => Encode(new ReferenceRegion { Id = new RegionId(id), Definition = command.DefineRegion }),
        CommandKind.DefineMarket => Encode(new ReferenceMarket { Definition = command.DefineMarket }),
        CommandKind.DefineParticipant =>
            Encode(new ReferenceParticipant { Id = new ParticipantId(id), Definition = command.DefineParticipant }),
        CommandKind.DefineWorkload =>
            Encode(new ReferenceWorkload { Id = new WorkloadId(id), Definition = command.DefineWorkload }),
        CommandKind.DefineBasket => Encode(new ReferenceBasket { Id = new BasketId(id), Definition = command.DefineBasket }),
        _ => [],
    };

    /// <summary>Everything there is, as encoded messages: each kind after those that it names, each in the order of its
    /// ids.</summary>
    internal List<byte[]> Messages()
    {
        List<byte[]> messages = [];
        foreach ((SkuId id, DefineSku sku) in _skus.OrderBy(entry => entry.Key.Value))
            messages.Add(Encode(new ReferenceSku { Id = id, Definition = sku }));
        foreach ((RegionId id, DefineRegion region) in _regions.OrderBy(entry => entry.Key.Value))
            messages.Add(Encode(new ReferenceRegion { Id = id, Definition = region }));
        foreach ((_, DefineMarket market) in _markets.OrderBy(entry => (entry.Key.Sku.Value, entry.Key.Region.Value)))
            messages.Add(Encode(new ReferenceMarket { Definition = market }));
        foreach ((ParticipantId id, DefineParticipant participant) in _participants.OrderBy(entry => entry.Key.Value))
            messages.Add(Encode(new ReferenceParticipant { Id = id, Definition = participant }));
        foreach ((WorkloadId id, DefineWorkload workload) in _workloads.OrderBy(entry => entry.Key.Value))
            messages.Add(Encode(new ReferenceWorkload { Id = id, Definition = workload }));
        foreach ((BasketId id, DefineBasket basket) in _baskets.OrderBy(entry => entry.Key.Value))
            messages.Add(Encode(new ReferenceBasket { Id = id, Definition = basket }));
        return messages;
    }

    private static byte[] Encode<T>(in T message) where T : struct, IMessage<T>
    {
        Span<byte> body = stackalloc byte[CommandCodec.MaxBodyBytes + 16];
        int bytes = MessageCodec.Encode(message, body);
        return bytes > 0 ? body[..bytes].ToArray() : throw new InvalidOperationException($"A {T.Type} has no form on the wire.");
    }
}
