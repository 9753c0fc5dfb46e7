using ComputeExchange.Hedging.State;
using ComputeExchange.Hedging.Targets;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>What is to be done about one dealer's gap in one contract, decided from the hedge book alone.</summary>
/// <param name="Status">Whether an order is wanted, and if not, why not.</param>
/// <param name="Gap">Exact target less position, lots.</param>
/// <param name="Lots">The order: buy (+) or sell (-); where none is sent because it would fail again, the one that
/// failed.</param>
/// <param name="LimitTicks">Its limit, in ticks of 0.0001 $.</param>
/// <param name="Reason">Why the last order was refused, with <see cref="HedgeStatus.Refused"/>.</param>
internal readonly record struct ContractDecision(
    HedgeStatus Status, decimal Gap, long Lots, long LimitTicks, RejectReason Reason)
{
    /// <summary>Decides.</summary>
    public static ContractDecision For(
        HedgeBook book, HedgeAccount dealer, BasketState basket, ContractState contract, decimal exactLots, int periodHours)
    {
        ContractPosition? position = dealer.FindPosition(basket.Id, contract.Month);
        decimal gap = exactLots - (position?.Lots ?? 0);
        HedgeStatus barred = Barred(book, dealer, basket);
        if (barred != HedgeStatus.Wanted)
            return new ContractDecision(barred, gap, 0, 0, RejectReason.None);
        if (Math.Abs(gap) < 1)
            return new ContractDecision(HedgeStatus.OnTarget, gap, 0, 0, RejectReason.None);

        long worthTrading = WorthTrading(dealer.Hedging, basket, gap, periodHours);
        if (worthTrading == 0)
            return new ContractDecision(HedgeStatus.InsideBand, gap, 0, 0, RejectReason.None);
        long wanted = worthTrading - (position?.WorkingLots ?? 0);
        if (Math.Sign(wanted) != Math.Sign(worthTrading))
            return new ContractDecision(HedgeStatus.Working, gap, 0, 0, RejectReason.None);
        PriceQuantity other = wanted > 0 ? contract.Ask : contract.Bid;
        if (other.Quantity == 0)
            return new ContractDecision(HedgeStatus.NoTop, gap, 0, 0, RejectReason.None);

        long limit = LimitThrough(other.Price, wanted > 0, dealer.Hedging.TicksThrough, basket.Tick);
        long lots = Math.Sign(wanted) * Math.Min(Math.Abs(wanted), MostLots(dealer, basket, limit));
        if (lots == 0)
            return new ContractDecision(HedgeStatus.OverLimit, gap, 0, 0, RejectReason.None);
        if (!WouldFailAgain(book, contract, position?.Failed ?? default, lots, limit, out RejectReason reason))
            return new ContractDecision(HedgeStatus.Wanted, gap, lots, limit, RejectReason.None);
        HedgeStatus status = reason == RejectReason.None ? HedgeStatus.NoTrade : HedgeStatus.Refused;
        return new ContractDecision(status, gap, lots, limit, reason);
    }

    /// <summary>Why the dealer is not hedged in the basket at all; <see cref="HedgeStatus.Wanted"/> when it is.</summary>
    private static HedgeStatus Barred(HedgeBook book, HedgeAccount dealer, BasketState basket)
    {
        if (!dealer.Hedging.On || !dealer.IsDealer)
            return HedgeStatus.Off;
        if (dealer.IsKilled)
            return HedgeStatus.Killed;
        return book.IsAllHalted || book.IsHaltedByEngine || basket.IsHalted ? HedgeStatus.Halted : HedgeStatus.Wanted;
    }

    /// <summary>v*: what of the gap is worth its cost, in whole lots. Where trading costs nothing there is no band.</summary>
    private static long WorthTrading(in SetHedging hedging, BasketState basket, decimal gap, int periodHours)
    {
        if (hedging.PsiMicros == 0 && hedging.EtaNanos == 0)
            return (long)decimal.Truncate(gap);
        NoTradeBand band = new(
            Math.Min(hedging.PsiMicros / 1e6m, NoTradeBand.MaxParameter),
            Math.Min(hedging.EtaNanos / 1e9m, NoTradeBand.MaxParameter),
            Math.Min(hedging.LambdaPicos / 1e12m, NoTradeBand.MaxParameter));
        return band.LotsToTrade(basket.FuturesVariance(periodHours), basket.Multiplier, gap);
    }

    private static long LimitThrough(Price best, bool isBuy, int ticksThrough, long tick)
    {
        long reach = (ticksThrough == 0 ? HedgerOptions.DefaultTicksThrough : ticksThrough) * tick;
        return isBuy
            ? Math.Min(best.Ticks + reach, Price.MaxTicks - Price.MaxTicks % tick)
            : Math.Max(best.Ticks - reach, tick);
    }

    /// <summary>The most lots that one order may have: the dealer's cap, and what the engine's limits would not
    /// refuse.</summary>
    private static long MostLots(HedgeAccount dealer, BasketState basket, long limitTicks)
    {
        SetPreTradeLimits own = dealer.PreTradeLimits;
        long lotValue = limitTicks * basket.Multiplier;
        long most = Math.Min(Limits.MaxLots, Money.MaxOrderValue.Units / lotValue);
        if (dealer.Hedging.MaxLots > 0)
            most = Math.Min(most, dealer.Hedging.MaxLots);
        if (own.MaxLots > 0)
            most = Math.Min(most, own.MaxLots);
        return own.MaxValue.Units > 0 ? Math.Min(most, own.MaxValue.Units / lotValue) : most;
    }

    private static bool WouldFailAgain(
        HedgeBook book, ContractState contract, Attempt failed, long lots, long limit, out RejectReason reason)
    {
        reason = failed.Reason;
        return failed.Lots == lots && failed.LimitTicks == limit
            && failed.TopVersion == contract.TopVersion && failed.Conditions == book.Conditions;
    }
}
