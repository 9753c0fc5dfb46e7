using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Risk;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>What operators and the hedger set: credit, switches, limits, settlement, prices, index values, ratios.</summary>
internal sealed class ControlEntry(
    ReferenceData reference, EngineClock clock, CreditMatrix credit, SecondLook secondLook, OrderEntry orders,
    TradingSettings settings, QuoteProtection protection, HedgeRatios ratios)
{
    private static readonly Refusal InvalidValue = new(RejectReason.InvalidQuantity, RejectField.Value);
    private static readonly Refusal UnknownParticipant = new(RejectReason.UnknownParticipant, RejectField.Participant);
    private static readonly Refusal UnknownInstrument = new(RejectReason.UnknownInstrument, RejectField.Instrument);

    private const long NanosPerTick = 100_000;

    private readonly List<CreditLine> _freed = [];

    public Refusal Set(in SetCreditLine line)
    {
        if (reference.Participants[line.From.Value] is not { } from || reference.Participants[line.To.Value] is not { } to)
            return UnknownParticipant;
        if (line.Limit.Units < 0 || line.AddOn is < 0 or > Limits.MaxAddOn)
            return InvalidValue;
        if (from == to)
            return new Refusal(RejectReason.InvalidCombination, RejectField.Participant);
        if (!credit.Set(from, to, line.Limit, line.AddOn))
            return Refusal.None;
        _freed.Clear();
        _freed.Add(from.LineTo(to)!);
        secondLook.After(_freed);
        return Refusal.None;
    }

    /// <summary>All hours before a time, cut to engine time, are settled.</summary>
    public Refusal Set(in Settle settle)
    {
        int through = Math.Min(settle.ThroughHour, clock.Now.Hour);
        if (through <= settings.SettledThrough)
            return Refusal.None;
        settings.SettledThrough = through;
        _freed.Clear();
        credit.SettleThrough(through, _freed);
        secondLook.After(_freed);
        return Refusal.None;
    }

    public Refusal Set(in SetKillSwitch kill)
    {
        if (reference.Participants[kill.Participant.Value] is not { } participant)
            return UnknownParticipant;
        if (kill.ReduceOnly && !kill.On)
            return new Refusal(RejectReason.InvalidCombination, RejectField.Value);
        participant.IsKilled = kill.On;
        participant.MayReduce = kill.ReduceOnly;
        if (kill.On)
            orders.CancelAll(participant, CancelReason.Killed);
        return Refusal.None;
    }

    /// <param name="halt">What is halted or resumed.</param>
    /// <param name="isOwn">Whether the engine says so itself, and no operator.</param>
    public Refusal Set(in SetHalt halt, bool isOwn)
    {
        if (halt.Basket.Value != 0)
        {
            if (reference.Baskets[halt.Basket.Value] is not { } basket)
                return UnknownInstrument;
            basket.IsHalted = halt.On;
            return Refusal.None;
        }
        if (halt.Market == default)
        {
            bool wasHalted = settings.IsWholeHalted;
            if (isOwn)
                settings.IsHaltedByEngine = halt.On;
            else
                settings.IsAllHalted = halt.On;
            bool resumes = wasHalted && !settings.IsWholeHalted;
            for (int i = 0; resumes && i < reference.Markets.Count; i++)
                LookAgain(reference.Markets[i]);
            return Refusal.None;
        }
        if (reference.Market(halt.Market) is not { } one)
            return UnknownInstrument;
        reference.Name(one);
        bool isResumed = one.IsHalted && !halt.On;
        one.IsHalted = halt.On;
        if (isResumed)
            LookAgain(one);
        return Refusal.None;
    }

    public Refusal Set(in SetPreTradeLimits limits)
    {
        if (reference.Participants[limits.Participant.Value] is not { } participant)
            return UnknownParticipant;
        if (limits.MaxGpus < 0 || limits.MaxLots < 0 || limits.MaxValue.Units < 0)
            return InvalidValue;
        participant.PreTradeLimits = limits;
        return Refusal.None;
    }

    public Refusal Set(in SetPriceCollar collar)
    {
        if (collar.Low.Ticks < 0 || collar.High.Ticks < 0 || collar.High.Ticks > 0 && collar.Low.Ticks > collar.High.Ticks)
            return new Refusal(RejectReason.InvalidPrice, RejectField.Value);
        if (collar.Basket.Value != 0 && reference.Baskets[collar.Basket.Value] is { } basket)
            basket.Collar = collar;
        else if (collar.Basket.Value == 0 && reference.Market(collar.Market) is { } market)
            Collar(market, collar);
        else
            return UnknownInstrument;
        return Refusal.None;
    }

    private void Collar(Market market, in SetPriceCollar collar)
    {
        reference.Name(market);
        market.Collar = collar;
    }

    public Refusal Set(in SetOrderCaps caps)
    {
        if (caps.OpenOrders < 1 || caps.ComplexOrdersOfOne < 0 || caps.ComplexOrdersOfAll < 0)
            return InvalidValue;
        settings.OrderCaps = caps;
        return Refusal.None;
    }

    public Refusal Set(in SetMarketMakerProtection setting)
    {
        if (reference.Participants[setting.Participant.Value] is null)
            return UnknownParticipant;
        if (reference.Baskets[setting.Basket.Value] is null)
            return UnknownInstrument;
        if (setting.Fills is < 0 or > Limits.MaxProtectionFills || setting.Fills > 0 && setting.WindowNanos < 1)
            return InvalidValue;
        protection.Set(setting);
        return Refusal.None;
    }

    public Refusal Set(in SetReferencePrice price)
    {
        if (reference.Market(price.Market) is not { } market)
            return UnknownInstrument;
        if (!IsPrice(price.NanoDollars))
            return new Refusal(RejectReason.InvalidPrice, RejectField.Value);
        reference.Name(market);
        market.Reference.Add(new HistoryValue(clock.Now, price.NanoDollars));
        return Refusal.None;
    }

    public Refusal Set(in SetIndexValue value)
    {
        if (reference.Baskets[value.Basket.Value] is not { } basket)
            return UnknownInstrument;
        if (!IsPrice(value.NanoDollars))
            return new Refusal(RejectReason.InvalidPrice, RejectField.Value);
        basket.Index.Add(new HistoryValue(clock.Now, value.NanoDollars));
        basket.Index.AddDay(new DayValue(clock.Now.Day, value.NanoDollars));
        return Refusal.None;
    }

    public Refusal Set(in SetHedgeRatio ratio)
    {
        if (reference.Market(ratio.Market) is not { } market || reference.Baskets[ratio.Basket.Value] is null)
            return UnknownInstrument;
        reference.Name(market);
        ratios.Set(ratio with { Micros = ratio.HasRatio ? ratio.Micros : 0 });
        return Refusal.None;
    }

    public Refusal Set(in SetHedging hedging)
    {
        if (reference.Participants[hedging.Participant.Value] is not { } participant)
            return UnknownParticipant;
        if (!participant.IsDealer)
            return new Refusal(RejectReason.NotPermitted, RejectField.Participant);
        if (hedging.MaxLots is < 0 or > Limits.MaxLots || hedging.TicksThrough < 0
            || hedging.PsiMicros < 0 || hedging.EtaNanos < 0 || hedging.LambdaPicos < 0)
            return InvalidValue;
        participant.Hedging = hedging;
        return Refusal.None;
    }

    public Refusal Set(in SetFees fees)
    {
        if (reference.Participants[fees.Participant.Value] is not { } participant)
            return UnknownParticipant;
        participant.Fees = fees;
        return Refusal.None;
    }

    private static bool IsPrice(long nanoDollars) => nanoDollars is > 0 and <= Price.MaxTicks * NanosPerTick;

    /// <summary>A market that resumes may hold orders that credit was freed for meanwhile.</summary>
    private void LookAgain(Market market)
    {
        if (!settings.IsHalted(market))
            secondLook.After(market, reference);
    }
}
