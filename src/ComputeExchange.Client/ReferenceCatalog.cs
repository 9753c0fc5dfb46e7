using System.Collections.Concurrent;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client;

/// <summary>Reference data by code, as the server told it at logon and since. Thread-safe.</summary>
public sealed class ReferenceCatalog
{
    private readonly ConcurrentDictionary<string, ReferenceSku> _skus = new();
    private readonly ConcurrentDictionary<string, ReferenceRegion> _regions = new();
    private readonly ConcurrentDictionary<string, ReferenceParticipant> _participants = new();
    private readonly ConcurrentDictionary<string, ReferenceWorkload> _workloads = new();
    private readonly ConcurrentDictionary<string, ReferenceBasket> _baskets = new();
    private readonly ConcurrentDictionary<MarketId, DefineMarket> _markets = new();
    private readonly ConcurrentDictionary<ParticipantId, ReferenceParticipant> _participantsById = new();

    internal ReferenceCatalog()
    {
    }

    /// <summary>Every SKU.</summary>
    public IEnumerable<ReferenceSku> Skus => _skus.Values;

    /// <summary>Every region.</summary>
    public IEnumerable<ReferenceRegion> Regions => _regions.Values;

    /// <summary>Every participant.</summary>
    public IEnumerable<ReferenceParticipant> Participants => _participants.Values;

    /// <summary>Every basket.</summary>
    public IEnumerable<ReferenceBasket> Baskets => _baskets.Values;

    /// <summary>The SKU of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ReferenceSku Sku(string code) => Find(_skus, code, "SKU");

    /// <summary>The region of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ReferenceRegion Region(string code) => Find(_regions, code, "region");

    /// <summary>The participant of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ReferenceParticipant Participant(string code) => Find(_participants, code, "participant");

    /// <summary>The participant of an id, as reports name counterparties; null when there is none.</summary>
    public ReferenceParticipant? Participant(ParticipantId id) =>
        _participantsById.TryGetValue(id, out ReferenceParticipant participant) ? participant : null;

    /// <summary>The workload of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ReferenceWorkload Workload(string code) => Find(_workloads, code, "workload");

    /// <summary>The basket of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ReferenceBasket Basket(string code) => Find(_baskets, code, "basket");

    /// <summary>A market by the codes of its SKU and region.</summary>
    /// <exception cref="KeyNotFoundException">One of them is not known.</exception>
    public MarketId Market(string sku, string region) => new(Sku(sku).Id, Region(region).Id);

    /// <summary>Hours between the gate of a market and the start of delivery: 1 unless set.</summary>
    public int LeadHours(MarketId market) => _markets.TryGetValue(market, out DefineMarket set) ? set.LeadHours : 1;

    /// <summary>The book of a window, which starts at a full hour UTC.</summary>
    /// <exception cref="KeyNotFoundException">SKU or region is not known.</exception>
    /// <exception cref="ArgumentException">The start is within an hour.</exception>
    public Instrument Forward(string sku, string region, DateTimeOffset start, int hours)
    {
        DateTime hourZero = DateTime.UnixEpoch.AddTicks(EngineTime.HourZeroNanos / TimeSpan.NanosecondsPerTick);
        TimeSpan sinceZero = start.UtcDateTime - hourZero;
        return sinceZero.Ticks % TimeSpan.TicksPerHour == 0
            ? Instrument.Forward(Market(sku, region), new DeliveryWindow((int)(sinceZero.Ticks / TimeSpan.TicksPerHour), hours))
            : throw new ArgumentException($"A window starts at a full hour, not at {start:O}.", nameof(start));
    }

    /// <summary>The contract of a basket and month.</summary>
    /// <exception cref="KeyNotFoundException">The basket is not known.</exception>
    public Instrument Future(string basket, int year, int month) =>
        Instrument.Future(Basket(basket).Id, DeliveryMonth.Of(year, month));

    /// <summary>Takes a message of reference data; false for what is none, or cannot be read.</summary>
    internal bool Take(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.ReferenceSku when TryRead(body, out ReferenceSku sku):
                _skus[sku.Definition.Code.ToString()] = sku;
                return true;
            case MessageType.ReferenceRegion when TryRead(body, out ReferenceRegion region):
                _regions[region.Definition.Code.ToString()] = region;
                return true;
            case MessageType.ReferenceMarket when TryRead(body, out ReferenceMarket market):
                _markets[market.Definition.Market] = market.Definition;
                return true;
            case MessageType.ReferenceParticipant when TryRead(body, out ReferenceParticipant participant):
                _participants[participant.Definition.Code.ToString()] = participant;
                _participantsById[participant.Id] = participant;
                return true;
            case MessageType.ReferenceWorkload when TryRead(body, out ReferenceWorkload workload):
                _workloads[workload.Definition.Code.ToString()] = workload;
                return true;
            case MessageType.ReferenceBasket when TryRead(body, out ReferenceBasket basket):
                _baskets[basket.Definition.Code.ToString()] = basket;
                return true;
            default:
                return false;
        }
    }

    private static bool TryRead<T>(ReadOnlySpan<byte> body, out T message) where T : struct, IMessage<T> =>
        MessageCodec.TryDecode(body, out message) == MessagePackError.None;

    private static T Find<T>(ConcurrentDictionary<string, T> known, string code, string what) =>
        known.TryGetValue(code, out T? found) ? found : throw new KeyNotFoundException($"There is no {what} {code}.");
}
