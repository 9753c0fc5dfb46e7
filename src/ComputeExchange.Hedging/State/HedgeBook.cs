using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>All that the hedger decides and reports from: a fold over the commands and events of the engine, in their
/// order.</summary>
/// <remarks>
/// The same commands and events give the same book, whether they come live, from a replayed journal or on top of a loaded
/// snapshot; events that were folded before are passed over, so a tail may overlap a snapshot. Not thread-safe: it is fed,
/// asked, saved and reported on by one thread. A fill allocates nothing once its dealer, market and contract are known.
/// </remarks>
public sealed class HedgeBook
{
    private readonly List<HedgeAccount?> _accounts = [null];
    private readonly List<BasketState?> _baskets = [null];
    private readonly List<Code> _skus = [default];
    private readonly List<Code> _regions = [default];
    private readonly Dictionary<MarketId, ObservationHistory> _references = [];
    private readonly List<MarketId> _referencedMarkets = [];
    private readonly Dictionary<(MarketId, BasketId), RatioInForce> _ratioByPair = [];
    private readonly List<RatioInForce> _ratios = [];
    private readonly Dictionary<SessionId, HedgeAccount> _accountBySession = [];
    private readonly Dictionary<MarketId, BasketState?> _hedgingBasketOf = [];

    /// <summary>The sequence of the last event folded; 0 before the first. A command without events leaves it as it
    /// is.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The place of that event among those of its command; -1 before the first.</summary>
    public int EventIndex { get; internal set; } = -1;

    /// <summary>The hour that engine time was in with the last event, counted from 2020-01-01T00Z.</summary>
    public int Hour { get; internal set; } = default(EngineTime).Hour;

    /// <summary>How often anything has changed that a decision may hang on.</summary>
    internal long Changes { get; set; }

    /// <summary>How often a setting or the hour has changed: with that, an order that was refused may be tried again.</summary>
    internal long Conditions { get; set; }

    /// <summary>How often ratios, contracts or the hour have changed: with that, targets are computed anew.</summary>
    internal long TargetVersion { get; set; }

    /// <summary>How many prices and index values have been entered: with that, ratios are looked at again.</summary>
    internal long Observed { get; set; }

    internal bool IsAllHalted { get; set; }

    internal bool IsHaltedByEngine { get; set; }

    internal List<HedgeAccount?> Accounts => _accounts;

    internal List<BasketState?> Baskets => _baskets;

    internal List<Code> Skus => _skus;

    internal List<Code> Regions => _regions;

    internal List<RatioInForce> Ratios => _ratios;

    /// <summary>Markets with a reference price, in the order of their first.</summary>
    internal List<MarketId> ReferencedMarkets => _referencedMarkets;

    /// <summary>Folds one event, with the command that caused it.</summary>
    /// <param name="command">The command; read for what its event does not repeat.</param>
    /// <param name="happened">One of its events; all of them must come, in order.</param>
    public void Apply(in Command command, in Event happened)
    {
        ref readonly EventHeader header = ref happened.Header;
        if (header.Sequence < Sequence || header.Sequence == Sequence && header.Index <= EventIndex)
            return;
        (Sequence, EventIndex) = (header.Sequence, header.Index);
        switch (happened.Kind)
        {
            case EventKind.Trade:
                TradeFold.Apply(this, happened.Trade);
                break;
            case EventKind.New:
                HedgeOrderFold.Entered(this, happened.Accepted.Order, header);
                break;
            case EventKind.Cancelled:
                HedgeOrderFold.Ended(this, happened.Cancelled.Order);
                break;
            case EventKind.Expired:
                HedgeOrderFold.Ended(this, happened.Expired.Order);
                break;
            case EventKind.Rejected:
                HedgeOrderFold.Refused(this, command, happened.Rejected, header);
                break;
            case EventKind.Applied:
                SettingFold.Apply(this, command, happened.Applied);
                break;
            case EventKind.PositionSettled:
                TradeFold.Apply(this, happened.PositionSettled);
                break;
            case EventKind.HourPassed:
                PassTo(happened.HourPassed.ToHour);
                break;
            case EventKind.TopChanged:
                Change(happened.TopChanged);
                break;
        }
    }

    /// <summary>The participant of a code; an id of 0 when there is none.</summary>
    public ParticipantId ParticipantOf(Code code)
    {
        foreach (HedgeAccount? account in _accounts)
            if (account?.Code == code)
                return account.Id;
        return default;
    }

    /// <summary>A dealer's undelivered GPU-hours, bought (+) or sold (-), of one market and delivery month.</summary>
    public long ExposureOf(ParticipantId dealer, MarketId market, DeliveryMonth month) =>
        Account(dealer)?.FindExposure(market)?.Of(month) ?? 0;

    /// <summary>A participant's lots in a basket future, long (+) or short (-).</summary>
    public long PositionOf(ParticipantId participant, BasketId basket, DeliveryMonth month) =>
        Account(participant)?.FindPosition(basket, month)?.Lots ?? 0;

    /// <summary>Lots that open hedge orders of a dealer would still buy (+) or sell (-).</summary>
    public long WorkingLotsOf(ParticipantId dealer, BasketId basket, DeliveryMonth month) =>
        Account(dealer)?.FindPosition(basket, month)?.WorkingLots ?? 0;

    /// <summary>The hedge ratio in force, in units of 1e-6; null when there is none.</summary>
    public long? RatioMicrosOf(MarketId market, BasketId basket) =>
        FindRatio(market, basket) is { HasRatio: true } ratio ? ratio.Micros : null;

    /// <summary>The hedge session of a dealer; 0 before it was opened.</summary>
    public SessionId HedgeSessionOf(ParticipantId dealer) => Account(dealer)?.Session ?? default;

    /// <summary>The last request of a dealer's hedge session that was applied; 0 before the first.</summary>
    public long LastHedgeRequestOf(ParticipantId dealer) => Account(dealer)?.LastRequest ?? 0;

    /// <summary>Writes the book down: equal books give equal bytes.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream to) => HedgeBookSnapshot.Save(this, to);

    /// <summary>Reads a book that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">What is there is no such book, or one of another version.</exception>
    public static HedgeBook Load(Stream from) => HedgeBookSnapshot.Load(from);

    internal HedgeAccount? Account(ParticipantId id) => id.Value < _accounts.Count ? _accounts[id.Value] : null;

    internal HedgeAccount? AccountOf(SessionId hedgeSession) =>
        hedgeSession == SessionId.Engine ? null : _accountBySession.GetValueOrDefault(hedgeSession);

    internal BasketState? Basket(BasketId id) => id.Value < _baskets.Count ? _baskets[id.Value] : null;

    internal ObservationHistory? ReferenceOf(MarketId market) => _references.GetValueOrDefault(market);

    internal RatioInForce? FindRatio(MarketId market, BasketId basket) => _ratioByPair.GetValueOrDefault((market, basket));

    /// <summary>The one basket that hedges a market: of those that contain it the first; else the first that contains its SKU;
    /// else, for a SKU that no basket contains, the first that an operator has set a ratio to. Null when there is
    /// none.</summary>
    internal BasketState? HedgingBasketOf(MarketId market)
    {
        if (_hedgingBasketOf.TryGetValue(market, out BasketState? known))
            return known;
        BasketState? found = FindHedgingBasket(market);
        _hedgingBasketOf.Add(market, found);
        return found;
    }

    /// <summary>A basket or a ratio was set: which basket hedges which market is looked for anew.</summary>
    internal void ForgetHedgingBaskets() => _hedgingBasketOf.Clear();

    private BasketState? FindHedgingBasket(MarketId market)
    {
        BasketState? ofSku = null;
        foreach (BasketState? basket in _baskets)
        {
            if (basket is null || !basket.Contains(market.Sku))
                continue;
            ofSku ??= basket;
            ConstituentList constituents = basket.Definition.Constituents;
            for (int i = 0; i < constituents.Count; i++)
                if (constituents[i].Market == market)
                    return basket;
        }
        if (ofSku is not null)
            return ofSku;
        foreach (RatioInForce ratio in _ratios)
            if (ratio.Market == market && ratio.HasRatio)
                return Basket(ratio.Basket);
        return null;
    }

    /// <summary>How many values of a market's price and a basket's index were ever entered.</summary>
    internal long ObservedOf(MarketId market, BasketState basket) => (ReferenceOf(market)?.Entered ?? 0) + basket.Index.Entered;

    internal ObservationHistory ReferenceIn(MarketId market)
    {
        if (_references.TryGetValue(market, out ObservationHistory? history))
            return history;
        history = new ObservationHistory();
        _references.Add(market, history);
        _referencedMarkets.Add(market);
        return history;
    }

    internal RatioInForce RatioOf(MarketId market, BasketId basket)
    {
        if (_ratioByPair.TryGetValue((market, basket), out RatioInForce? ratio))
            return ratio;
        ratio = new RatioInForce(market, basket);
        _ratioByPair.Add((market, basket), ratio);
        _ratios.Add(ratio);
        return ratio;
    }

    internal void OpenSession(HedgeAccount account, SessionId session)
    {
        account.Session = session;
        account.SessionRefusal = RejectReason.None;
        _accountBySession[session] = account;
    }

    internal void Restore(HedgeAccount account) => _accountBySession[account.Session] = account;

    private void PassTo(int hour)
    {
        Hour = hour;
        foreach (HedgeAccount? account in _accounts)
            account?.Deliver(hour);
        Conditions++;
        TargetVersion++;
        Changes++;
    }

    private void Change(in TopChanged top)
    {
        if (Basket(top.Basket)?.Contract(top.Month) is not { } contract)
            return;
        (contract.Bid, contract.Ask) = (top.Bid, top.Ask);
        contract.TopVersion++;
        Changes++;
    }
}
