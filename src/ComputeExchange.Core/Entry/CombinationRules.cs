using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Attributes of a new order that do not go together.</summary>
internal static class CombinationRules
{
    private const GivenTerms BuyTerms = GivenTerms.MaxParts | GivenTerms.MinSlice | GivenTerms.LatestStart | GivenTerms.Step;

    public static Refusal Check(in NewOrder order)
    {
        OrderShape shape = new(order);
        bool isComplexBuy = shape.IsComplex && order.Side == Side.Buy && !order.Instrument.IsBasket;
        bool isImmediate = order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (order.PostOnly && (isImmediate || order.Type == OrderType.Market))
            return Invalid(RejectField.PostOnly);
        if (order.Type == OrderType.Market
            && (order.Has(GivenTerms.Price) || order.TimeInForce != TimeInForce.ImmediateOrCancel || isComplexBuy))
            return Invalid(RejectField.OrdType);
        if (order.Has(GivenTerms.MinQuantity)
            && (order.MinQuantity > order.Quantity || order.TimeInForce != TimeInForce.ImmediateOrCancel && !isComplexBuy))
            return Invalid(RejectField.MinQty);
        if (order.Has(GivenTerms.DisplayQuantity) && (!order.Instrument.IsBasket || isImmediate || order.AllOrNone))
            return Invalid(RejectField.DisplayQty);
        if (shape.IsDivisible
            && (order.AllOrNone || order.TimeInForce == TimeInForce.FillOrKill || order.Has(GivenTerms.MinQuantity)))
            return Invalid(RejectField.Divisible);
        return WindowTerms(order);
    }

    /// <summary>Whether it has no attribute that could go ill with another: nearly every order.</summary>
    public static bool IsBare(in NewOrder order) =>
        (order.Given & ~(GivenTerms.Price | GivenTerms.ExpireTime)) == 0
        && order is { Type: OrderType.Limit, PostOnly: false, Workload.Value: 0 }
        && order.SupportsInPlace.Count == 0 && order.AlternativesInPlace.Count == 0;

    private static Refusal WindowTerms(in NewOrder order)
    {
        bool hasBuyTerms = (order.Given & BuyTerms) != 0 || order.Workload.Value != 0 || order.AlternativesInPlace.Count > 0;
        bool hasSellTerms = order.Has(GivenTerms.Divisible) || order.SupportsInPlace.Count > 0;
        if (hasBuyTerms && (order.Instrument.IsBasket || order.Side == Side.Sell))
            return Invalid(order.Workload.Value != 0 ? RejectField.Workload : RejectField.MaxParts);
        if (hasSellTerms && (order.Instrument.IsBasket || order.Side == Side.Buy))
            return Invalid(order.SupportsInPlace.Count > 0 ? RejectField.Workload : RejectField.Divisible);
        if (order.SupportsInPlace.Count > Limits.MaxSupportedWorkloads)
            return Invalid(RejectField.Workload);
        return order.AlternativesInPlace.Count > Limits.MaxAlternatives || NamesAMarketTwice(order)
            ? Invalid(RejectField.Alternatives)
            : Refusal.None;
    }

    private static bool NamesAMarketTwice(in NewOrder order)
    {
        for (int i = 0; i < order.AlternativesInPlace.Count; i++)
        {
            if (order.AlternativesInPlace[i].Market == order.Instrument.Market)
                return true;
            for (int j = 0; j < i; j++)
                if (order.AlternativesInPlace[i].Market == order.AlternativesInPlace[j].Market)
                    return true;
        }
        return false;
    }

    private static Refusal Invalid(RejectField field) => new(RejectReason.InvalidCombination, field);
}
