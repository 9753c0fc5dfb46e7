using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 3.1 for new orders and quotes: "One list of reasons; where several apply, the first of this list is
/// given."</summary>
internal sealed class OrderChecks(ModelMarket market)
{
    private readonly ModelReference _reference = market.Reference;

    /// <summary>The first reason of the list that applies to a new order but for WouldTrade; None if none does.</summary>
    public RejectReason Refuses(NewOrder order)
    {
        if (!_reference.Knows(order.Participant))
            return RejectReason.UnknownParticipant;
        if (!_reference.Knows(order.Instrument)
            || Alternatives(order).Exists(alternative => !_reference.Knows(alternative.Market)))
            return RejectReason.UnknownInstrument;
        if (order.Instrument.IsBasket && !MayTradeBaskets(order.Participant))
            return RejectReason.NotPermitted;
        if (_reference.Killed.Contains(order.Participant))
            return RejectReason.Killed;
        if (market.Find(order.Participant, order.ClOrdId) is not null)
            return RejectReason.DuplicateClOrdId;
        if (IsQuantityInvalid(order))
            return RejectReason.InvalidQuantity;
        if (IsPriceInvalid(order))
            return RejectReason.InvalidPrice;
        if (IsWindowInvalid(order))
            return RejectReason.InvalidWindow;
        if (IsExpiryInvalid(order))
            return RejectReason.InvalidExpiry;
        if (IsCombinationInvalid(order))
            return RejectReason.InvalidCombination;
        if (IsSearchTooLarge(order))
            return RejectReason.SearchTooLarge;
        if (Deadlines.Gate(new ModelOrder(order, default, market.Now), _reference) <= market.Now)
            return RejectReason.GateClosed;
        if (IsOverLimit(order))
            return RejectReason.LimitExceeded;
        if (market.Orders.Count(open => open.Participant == order.Participant) >= _reference.Caps.OpenOrders)
            return RejectReason.TooManyOrders;
        return AreTooManyComplex(order) ? RejectReason.TooManyComplexOrders : RejectReason.None;
    }

    public bool MayTradeBaskets(ParticipantId participant) =>
        _reference.KindOf(participant) is ParticipantKind.Dealer or ParticipantKind.MarketMaker;

    /// <summary>"not positive, over 1,000,000 GPUs or 10,000,000 lots, not a multiple of the lot".</summary>
    public bool IsQuantityInvalid(in Instrument instrument, long quantity) => quantity <= 0
        || (instrument.IsBasket ? quantity > Limits.MaxLots
            : quantity > Limits.MaxGpus || quantity % _reference.LotOf(instrument.Market) != 0);

    /// <summary>"not positive, over $100,000, off the tick".</summary>
    public bool IsPriceInvalid(in Instrument instrument, long ticks) =>
        ticks is <= 0 or > Price.MaxTicks || (instrument.IsBasket && ticks % _reference.Basket(instrument.Basket).Tick != 0);

    /// <summary>"highest limit x quantity x hours or multiplier over $100bn".</summary>
    public bool IsOverLimit(in Instrument instrument, long highestLimit, long quantity)
    {
        int hours = instrument.IsBasket ? _reference.Basket(instrument.Basket).Multiplier : instrument.Window.Hours;
        return (Int128)highestLimit * quantity * hours > Money.MaxOrderValue.Units;
    }

    private static List<Alternative> Alternatives(in NewOrder order)
    {
        List<Alternative> alternatives = [];
        for (int i = 0; i < Math.Min(order.Alternatives.Count, Limits.MaxAlternatives); i++)
            alternatives.Add(order.Alternatives[i]);
        return alternatives;
    }

    /// <summary>"... of every alternative's lot too; MinQty or DisplayQty given and not positive".</summary>
    private bool IsQuantityInvalid(NewOrder order) =>
        IsQuantityInvalid(order.Instrument, order.Quantity)
        || Alternatives(order).Exists(alternative => order.Quantity % _reference.LotOf(alternative.Market) != 0)
        || (order.Has(GivenTerms.MinQuantity) && order.MinQuantity <= 0)
        || (order.Has(GivenTerms.DisplayQuantity) && order.DisplayQuantity <= 0);

    /// <summary>"missing, ..."; a market order's price "is not looked at further" than InvalidCombination.</summary>
    private bool IsPriceInvalid(in NewOrder order)
    {
        if (order.Type == OrderType.Limit && (!order.Has(GivenTerms.Price) || IsPriceInvalid(order.Instrument, order.LimitTicks)))
            return true;
        return Alternatives(order).Exists(alternative => alternative.LimitTicks is <= 0 or > Price.MaxTicks);
    }

    /// <summary>"length outside 1 to 65,535 h, latestStart before the start, step or minSlice or maxParts out of range,
    /// minSlice or
    /// divisible longer than the window".</summary>
    private static bool IsWindowInvalid(in NewOrder order)
    {
        DeliveryWindow window = order.Instrument.Window;
        bool isForward = !order.Instrument.IsBasket;
        return (isForward && !window.IsValid)
            || (isForward && order.Has(GivenTerms.LatestStart) && order.LatestStartHour < window.StartHour)
            || (order.Has(GivenTerms.Step) && order.Step < 1)
            || (order.Has(GivenTerms.MaxParts) && order.MaxParts is < 1 or > Limits.MaxParts)
            || (order.Has(GivenTerms.MinSlice) && (order.MinSlice < 1 || (isForward && order.MinSlice > window.Hours)))
            || (order.Has(GivenTerms.Divisible) && (order.Divisible < 1 || (isForward && order.Divisible > window.Hours)));
    }

    /// <summary>"GTD without a time, or one not in the future; a time without GTD".</summary>
    private bool IsExpiryInvalid(in NewOrder order) => order.TimeInForce == TimeInForce.GoodTillDate
        ? !order.Has(GivenTerms.ExpireTime) || order.ExpireTime <= market.Now
        : order.Has(GivenTerms.ExpireTime);

    private static bool IsCombinationInvalid(in NewOrder order)
    {
        bool isMarket = order.Type == OrderType.Market;
        bool isIoc = order.TimeInForce == TimeInForce.ImmediateOrCancel;
        bool isFok = order.TimeInForce == TimeInForce.FillOrKill;
        bool isComplex = ModelOrder.IsComplexBuy(order);
        bool isDivisible = order.Has(GivenTerms.Divisible);
        bool hasBuyTerms = order.Has(GivenTerms.MaxParts) || order.Has(GivenTerms.MinSlice) || order.Has(GivenTerms.LatestStart)
            || order.Has(GivenTerms.Step) || order.Alternatives.Count > 0 || order.Workload.Value != 0;
        bool hasSellTerms = isDivisible || order.Supports.Count > 0;
        bool hasMinimum = order.Has(GivenTerms.MinQuantity);

        // In the order of the text of SPEC 3.1.
        return (order.PostOnly && (isIoc || isFok || isMarket))
            || (isMarket && (order.Has(GivenTerms.Price) || !isIoc))
            || (hasMinimum && (order.MinQuantity > order.Quantity || (!isIoc && !isComplex)))
            || (order.Has(GivenTerms.DisplayQuantity) && (!order.Instrument.IsBasket || isIoc || isFok || order.AllOrNone))
            || (isDivisible && (order.AllOrNone || isFok || hasMinimum))
            || (isMarket && isComplex)
            || (order.Side == Side.Sell && hasBuyTerms)
            || (order.Side == Side.Buy && hasSellTerms)
            || (order.Instrument.IsBasket && (hasBuyTerms || hasSellTerms))
            || NamesAMarketTwice(order);
    }

    private static bool NamesAMarketTwice(in NewOrder order)
    {
        List<MarketId> markets = [order.Instrument.Market, .. Alternatives(order).Select(alternative => alternative.Market)];
        return markets.Distinct().Count() < markets.Count || order.Alternatives.Count > Limits.MaxAlternatives;
    }

    /// <summary>"starts x markets over 512; with maxParts over 1, starts x markets x hours x maxParts over 8,192".</summary>
    private static bool IsSearchTooLarge(in NewOrder order)
    {
        long first = order.Instrument.Window.StartHour;
        long last = order.Has(GivenTerms.LatestStart) ? order.LatestStartHour : first;
        long starts = (last - first) / (order.Has(GivenTerms.Step) ? order.Step : 1) + 1;
        long windows = starts * (order.Alternatives.Count + 1);
        bool isAssembled = order.Has(GivenTerms.MaxParts) && order.MaxParts > 1;
        return windows > Limits.MaxSearchWindows
            || (isAssembled && (Int128)windows * order.Instrument.Window.Hours * order.MaxParts > Limits.MaxSearchSteps);
    }

    private bool IsOverLimit(in NewOrder order)
    {
        if (order.Type == OrderType.Market)
            return false;
        long highest = Alternatives(order).Select(alternative => alternative.LimitTicks).Append(order.LimitTicks).Max();
        return IsOverLimit(order.Instrument, highest, order.Quantity);
    }

    /// <summary>"resting complex buys in one market: 256 of one participant, 4,096 of all, unless set".</summary>
    private bool AreTooManyComplex(NewOrder order)
    {
        if (!ModelOrder.IsComplexBuy(order))
            return false;
        List<MarketId> markets = [order.Instrument.Market, .. Alternatives(order).Select(alternative => alternative.Market)];
        return markets.Exists(where =>
        {
            List<ModelOrder> resting = [.. market.Orders
                .Where(open => open.IsComplex && open.Choices().Any(choice => choice.Market == where))];
            return resting.Count >= _reference.Caps.ComplexOrdersOfAll
                || resting.Count(open => open.Participant == order.Participant) >= _reference.Caps.ComplexOrdersOfOne;
        });
    }
}
