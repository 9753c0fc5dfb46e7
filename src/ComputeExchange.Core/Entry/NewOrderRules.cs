using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>What a new order names, looked up.</summary>
internal struct NamedInstrument
{
    public Participant Participant;
    public Market? Market;
    public BasketBook? Contract;

    /// <summary>The further markets of a buy with alternatives, in scratch of the rules.</summary>
    public Market[]? Alternatives;

    /// <summary>Whether the order has only what every order has: no rule about terms, and no default, need be looked at.</summary>
    public bool IsBare;

    /// <summary>What the order's id is found under.</summary>
    public int IdHash;

    /// <summary>How many markets there are: of a buy with alternatives its own and those; of a future none.</summary>
    public int MarketCount;

    /// <summary>A market: the order's own at 0.</summary>
    public readonly Market MarketAt(int index) => index == 0 ? Market! : Alternatives![index - 1];
}

/// <summary>What is refused of new orders, in the order of the list of reasons: the first that applies is given.</summary>
internal sealed class NewOrderRules(ReferenceData reference, EngineClock clock, OrderDirectory directory, OrderRules rules)
{
    private const GivenTerms TermsWithARange = GivenTerms.Step | GivenTerms.MinSlice | GivenTerms.MaxParts | GivenTerms.Divisible;

    private readonly Market[] _alternatives = new Market[Limits.MaxAlternatives];

    /// <summary>Why the order is refused, all but WouldTrade, which takes a trial run.</summary>
    public Refusal Check(in NewOrder order, in CommandHeader header, ref NamedInstrument named)
    {
        if (header.IsThrottled)
            return new Refusal(RejectReason.Throttled);
        if (reference.Participants[order.Participant.Value] is not { } participant)
            return new Refusal(RejectReason.UnknownParticipant, RejectField.Participant);
        named.Participant = participant;
        named.IsBare = CombinationRules.IsBare(order);

        Refusal refusal = Find(order, ref named);
        if (!refusal.IsRefused)
            refusal = MayEnter(order, header, ref named);
        if (!refusal.IsRefused)
            refusal = Quantities(order, named);
        if (!refusal.IsRefused)
            refusal = Prices(order, named);
        if (!refusal.IsRefused)
            refusal = order.Instrument.IsBasket ? TermRanges(order, DeliveryWindow.MaxHours) : Window(order);
        if (!refusal.IsRefused)
            refusal = Expiry(order);
        if (!refusal.IsRefused && !named.IsBare)
            refusal = CombinationRules.Check(order);
        if (!refusal.IsRefused)
            refusal = named.IsBare ? Bounds(order, named, GateOf(order, named)) : Bounds(order, named, new OrderShape(order));
        return refusal;
    }

    private Refusal Find(in NewOrder order, ref NamedInstrument named)
    {
        if (order.Instrument.IsBasket)
        {
            Basket? basket = reference.Baskets[order.Instrument.Basket.Value];
            if (basket is null || !basket.Lists(order.Instrument.Month))
                return new Refusal(RejectReason.UnknownInstrument, RejectField.Instrument);
            named.Contract = basket.Book(order.Instrument.Month);
            return Refusal.None;
        }
        named.Market = reference.Market(order.Instrument.Market);
        named.MarketCount = 1;
        if (named.Market is null)
            return new Refusal(RejectReason.UnknownInstrument, RejectField.Instrument);
        return order.AlternativesInPlace.Count == 0 ? Refusal.None : FindAlternatives(order, ref named);
    }

    private Refusal FindAlternatives(in NewOrder order, ref NamedInstrument named)
    {
        named.Alternatives = _alternatives;
        named.MarketCount = 1 + Math.Min(order.AlternativesInPlace.Count, Limits.MaxAlternatives);
        for (int i = 1; i < named.MarketCount; i++)
        {
            if (reference.Market(order.AlternativesInPlace[i - 1].Market) is not { } market)
                return new Refusal(RejectReason.UnknownInstrument, RejectField.Alternatives);
            _alternatives[i - 1] = market;
        }
        return Refusal.None;
    }

    private Refusal MayEnter(in NewOrder order, in CommandHeader header, ref NamedInstrument named)
    {
        Refusal refusal = rules.SpeaksFor(header.Session, named.Participant);
        if (!refusal.IsRefused)
            refusal = rules.MayUse(header.Session, order.ClOrdId);
        if (refusal.IsRefused)
            return refusal;
        if (named.Contract is not null && !named.Participant.MayTradeBaskets)
            return new Refusal(RejectReason.NotPermitted, RejectField.Participant);
        if (IsHalted(named))
            return new Refusal(RejectReason.Halted, RejectField.Instrument);
        if (named.Participant.IsKilled && !rules.ReduceOnly.Allows(named.Participant, order, named.Market, named.Contract))
            return new Refusal(RejectReason.Killed, RejectField.Participant);
        named.IdHash = directory.HashOf(named.Participant, order.ClOrdId);
        return directory.NumberOf(named.Participant, order.ClOrdId, named.IdHash) == 0
            ? Refusal.None
            : new Refusal(RejectReason.DuplicateClOrdId, RejectField.ClOrdId);
    }

    private bool IsHalted(in NamedInstrument named)
    {
        if (named.Contract is { } contract)
            return rules.IsHalted(contract.Basket);
        for (int i = 0; i < named.MarketCount; i++)
            if (rules.IsHalted(named.MarketAt(i)))
                return true;
        return false;
    }

    private static Refusal Quantities(in NewOrder order, in NamedInstrument named)
    {
        Refusal refusal = named.Contract is not null
            ? OrderRules.Quantity(order.Quantity, Limits.MaxLots, 1)
            : OrderRules.Quantity(order.Quantity, Limits.MaxGpus, named.Market!.Sku.Lot);
        for (int i = 1; i < named.MarketCount && !refusal.IsRefused; i++)
            refusal = OrderRules.Quantity(order.Quantity, Limits.MaxGpus, named.MarketAt(i).Sku.Lot);
        if (refusal.IsRefused)
            return refusal;
        if (order.Has(GivenTerms.MinQuantity) && order.MinQuantity <= 0)
            return new Refusal(RejectReason.InvalidQuantity, RejectField.MinQty);
        return order.Has(GivenTerms.DisplayQuantity) && order.DisplayQuantity <= 0
            ? new Refusal(RejectReason.InvalidQuantity, RejectField.DisplayQty)
            : Refusal.None;
    }

    private static Refusal Prices(in NewOrder order, in NamedInstrument named)
    {
        if (order.Type == OrderType.Limit)
        {
            if (!order.Has(GivenTerms.Price))
                return new Refusal(RejectReason.InvalidPrice, RejectField.Price);
            Refusal refusal = OrderRules.Limit(
                order.LimitTicks, named.Contract?.Basket.Tick ?? 1, RejectField.Price);
            if (refusal.IsRefused)
                return refusal;
        }
        for (int i = 1; i < named.MarketCount; i++)
        {
            Refusal refusal = OrderRules.Limit(order.AlternativesInPlace[i - 1].LimitTicks, 1, RejectField.Alternatives);
            if (refusal.IsRefused)
                return refusal;
        }
        return Refusal.None;
    }

    private static Refusal Window(in NewOrder order)
    {
        DeliveryWindow window = order.Instrument.Window;
        if (!window.IsValid)
            return Invalid(RejectField.Window);
        if (order.Has(GivenTerms.LatestStart)
            && (order.LatestStartHour < window.StartHour || order.LatestStartHour > DeliveryWindow.LastHour - window.Hours))
            return Invalid(RejectField.LatestStart);
        return TermRanges(order, window.Hours);
    }

    /// <summary>Terms out of range are refused before it is asked whether the order may carry them at all.</summary>
    private static Refusal TermRanges(in NewOrder order, int windowHours)
    {
        if (!order.Has(TermsWithARange))
            return Refusal.None;
        if (order.Has(GivenTerms.Step) && order.Step is < 1 or > DeliveryWindow.MaxHours)
            return Invalid(RejectField.LatestStart);
        if (order.Has(GivenTerms.MinSlice) && (order.MinSlice < 1 || order.MinSlice > windowHours))
            return Invalid(RejectField.MinSlice);
        if (order.Has(GivenTerms.MaxParts) && order.MaxParts is < 1 or > Limits.MaxParts)
            return Invalid(RejectField.MaxParts);
        return order.Has(GivenTerms.Divisible) && (order.Divisible < 1 || order.Divisible > windowHours)
            ? Invalid(RejectField.Divisible)
            : Refusal.None;
    }

    private Refusal Expiry(in NewOrder order)
    {
        bool isGoodTillDate = order.TimeInForce == TimeInForce.GoodTillDate;
        bool hasTime = order.Has(GivenTerms.ExpireTime);
        return isGoodTillDate != hasTime || hasTime && order.ExpireTime <= clock.Now
            ? new Refusal(RejectReason.InvalidExpiry, RejectField.ExpireTime)
            : Refusal.None;
    }

    private Refusal Bounds(in NewOrder order, in NamedInstrument named, in OrderShape shape)
    {
        if (shape.IsSearchTooLarge(named.MarketCount))
            return new Refusal(RejectReason.SearchTooLarge, RejectField.LatestStart);
        Refusal refusal = Bounds(order, named, GateOf(order, shape, named));
        for (int i = 0; i < named.MarketCount && shape.IsComplex && !refusal.IsRefused; i++)
            refusal = rules.ComplexOrders(named.Participant, named.MarketAt(i));
        return refusal;
    }

    private Refusal Bounds(in NewOrder order, in NamedInstrument named, EngineTime gate)
    {
        Refusal refusal = rules.Gate(gate, RejectField.Window);
        if (!refusal.IsRefused)
            refusal = OrderRules.Value(
                named.Participant, HighestLimit(order), order.Quantity,
                named.Contract?.Basket.Multiplier ?? order.Instrument.Window.Hours, named.Contract is not null);
        if (!refusal.IsRefused)
            refusal = Collars(order, named);
        if (!refusal.IsRefused)
            refusal = rules.OpenOrders(named.Participant, more: 1);
        return refusal;
    }

    /// <summary>When the gate of an order without terms closes.</summary>
    private static EngineTime GateOf(in NewOrder order, in NamedInstrument named) =>
        named.Contract is { } contract ? contract.Gate : named.Market!.GateOf(order.Instrument.Window.StartHour);

    /// <summary>When the order's gate closes: of several starts or markets the latest, of a divisible sell that of its last
    /// slice.</summary>
    public static EngineTime GateOf(in NewOrder order, in OrderShape shape, in NamedInstrument named)
    {
        if (named.Contract is { } contract)
            return contract.Gate;
        if (shape.IsDivisible)
            return named.Market!.GateOf((long)order.Instrument.Window.EndHour - order.Divisible);
        EngineTime latest = named.Market!.GateOf(shape.LastStartHour);
        for (int i = 1; i < named.MarketCount; i++)
        {
            EngineTime gate = named.MarketAt(i).GateOf(shape.LastStartHour);
            latest = gate > latest ? gate : latest;
        }
        return latest;
    }

    private static long HighestLimit(in NewOrder order)
    {
        long highest = order.Type == OrderType.Limit ? order.LimitTicks : 0;
        for (int i = 0; i < order.AlternativesInPlace.Count; i++)
            highest = Math.Max(highest, order.AlternativesInPlace[i].LimitTicks);
        return highest;
    }

    private static Refusal Collars(in NewOrder order, in NamedInstrument named)
    {
        if (order.Type == OrderType.Market)
            return Refusal.None;
        Refusal refusal = OrderRules.Collar(
            named.Contract?.Basket.Collar ?? named.Market!.Collar, order.LimitTicks, RejectField.Price);
        for (int i = 1; i < named.MarketCount && !refusal.IsRefused; i++)
            refusal = OrderRules.Collar(named.MarketAt(i).Collar, order.AlternativesInPlace[i - 1].LimitTicks, RejectField.Alternatives);
        return refusal;
    }

    private static Refusal Invalid(RejectField field) => new(RejectReason.InvalidWindow, field);
}
