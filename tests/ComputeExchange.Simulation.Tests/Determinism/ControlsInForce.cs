using ComputeExchange.Core.Tests.Invariants;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>Halts, pre-trade limits and collars as the commands set them, held against what was accepted and what traded.</summary>
internal sealed class ControlsInForce
{
    private readonly HashSet<(MarketId, BasketId)> _halted = [];
    private readonly Dictionary<ParticipantId, SetPreTradeLimits> _limits = [];
    private readonly Dictionary<(MarketId, BasketId), SetPriceCollar> _collars = [];
    private readonly Dictionary<(ParticipantId, ClOrdId), Standing> _standing = [];

    /// <summary>Whether anything is halted, so that orders may rest that would trade.</summary>
    public bool IsAnythingHalted => _halted.Count > 0;

    /// <summary>How the last command broke them; null when it did not.</summary>
    public string? Breach(Step step)
    {
        bool isRefused = step.Events.Exists(happened => happened.Kind == EventKind.Rejected);
        if (!isRefused)
            Set(step.Command);
        foreach (Event happened in step.Events)
        {
            string? breach = happened.Kind switch
            {
                EventKind.Trade => HaltOf(happened.Trade.Instrument),
                EventKind.New => HaltOf(happened.Accepted.Order.Instrument) ?? Accepted(step.Command, happened.Accepted.Order),
                EventKind.Replaced => HaltOf(happened.Replaced.Order.Instrument) ?? Replaced(step.Command, happened.Replaced),
                _ => null,
            };
            if (breach is not null)
                return $"{happened.Kind}: {breach}";
            if (happened.Kind == EventKind.Trade)
                Pin(happened.Trade.Buy);
        }

        return null;
    }

    private void Set(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.SetHalt when command.SetHalt.On:
                _halted.Add((command.SetHalt.Market, command.SetHalt.Basket));
                break;
            case CommandKind.SetHalt:
                _halted.Remove((command.SetHalt.Market, command.SetHalt.Basket));
                break;
            case CommandKind.SetPreTradeLimits:
                _limits[command.SetPreTradeLimits.Participant] = command.SetPreTradeLimits;
                break;
            case CommandKind.SetPriceCollar:
                _collars[(command.SetPriceCollar.Market, command.SetPriceCollar.Basket)] = command.SetPriceCollar;
                break;
        }
    }

    private string? HaltOf(in Instrument instrument) =>
        _halted.Contains(default) || _halted.Contains(KeyOf(instrument)) ? $"{instrument} is halted" : null;

    private string? Accepted(in Command command, in OrderState order)
    {
        bool isDivisible = command.Kind == CommandKind.NewOrder && command.NewOrder.Has(GivenTerms.Divisible);
        _standing[(order.Participant, order.ClOrdId)] = new Standing(isDivisible, order.Limit.Ticks);
        (long quantity, long ticks) = command.Kind switch
        {
            CommandKind.NewOrder => (command.NewOrder.Quantity, command.NewOrder.LimitTicks),
            CommandKind.Quote => QuotedOn(order.Side, command.Quote),
            _ => default,
        };
        return OverLimit(order, quantity, ticks) ?? OutsideCollar(order, ticks);
    }

    /// <summary>A buy that trades in another of its markets has the limit of that market from then on.</summary>
    private void Pin(in OrderState buy)
    {
        (ParticipantId, ClOrdId) id = (buy.Participant, buy.ClOrdId);
        _standing[id] = _standing[id] with { Ticks = buy.Limit.Ticks };
    }

    /// <summary>The new total is held to the limits, a new price, or a quote's, to the collar.</summary>
    private string? Replaced(in Command command, in OrderReplaced replaced)
    {
        OrderState order = replaced.Order;
        Standing before = _standing[(order.Participant, replaced.OrigClOrdId)];
        long ticks = order.Limit.Ticks, total = order.Leaves + order.Cumulative;
        _standing[(order.Participant, order.ClOrdId)] = before with { Ticks = ticks };
        bool isQuote = command.Kind == CommandKind.Quote;
        long quantity = isQuote ? QuotedOn(order.Side, command.Quote).Lots
            : before.IsDivisible ? total / order.Instrument.Window.Hours : total;
        return OverLimit(order, quantity, ticks) ?? (isQuote || ticks != before.Ticks ? OutsideCollar(order, ticks) : null);
    }

    private static (long Lots, long Ticks) QuotedOn(Side side, in Quote quote) =>
        side == Side.Buy ? (quote.BidLots, quote.BidTicks) : (quote.AskLots, quote.AskTicks);

    private string? OverLimit(in OrderState order, long quantity, long ticks)
    {
        SetPreTradeLimits limits = _limits.GetValueOrDefault(order.Participant);
        int most = order.Instrument.IsBasket ? limits.MaxLots : limits.MaxGpus;
        if (most > 0 && quantity > most)
            return $"{quantity} of {order.ClOrdId} are over {most}";
        long hours = order.Instrument.IsBasket ? 730 : order.Instrument.Window.Hours;
        return limits.MaxValue.Units > 0 && quantity * ticks * hours > limits.MaxValue.Units
            ? $"{order.ClOrdId} is worth more than {limits.MaxValue}"
            : null;
    }

    private string? OutsideCollar(in OrderState order, long ticks)
    {
        SetPriceCollar collar = _collars.GetValueOrDefault(KeyOf(order.Instrument));
        bool isOutside = ticks > 0
            && (ticks < collar.Low.Ticks || collar.High.Ticks > 0 && ticks > collar.High.Ticks);
        return isOutside ? $"{order.ClOrdId} at {ticks} ticks is outside {collar.Low} to {collar.High}" : null;
    }

    private static (MarketId, BasketId) KeyOf(in Instrument instrument) =>
        instrument.IsBasket ? (default, instrument.Basket) : (instrument.Market, default);

    /// <summary>An open order, as far as a replace of it is judged by what it was.</summary>
    private readonly record struct Standing(bool IsDivisible, long Ticks);
}
