using ComputeExchange.Core.Tests.Invariants;

namespace ComputeExchange.Simulation.Tests.Determinism;

/// <summary>Halts, pre-trade limits and collars as the commands set them, held against what was accepted and what traded.</summary>
internal sealed class ControlsInForce
{
    private readonly HashSet<(MarketId, BasketId)> _halted = [];
    private readonly Dictionary<ParticipantId, SetPreTradeLimits> _limits = [];
    private readonly Dictionary<(MarketId, BasketId), SetPriceCollar> _collars = [];

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
                EventKind.Replaced => HaltOf(happened.Replaced.Order.Instrument),
                _ => null,
            };
            if (breach is not null)
                return $"{happened.Kind}: {breach}";
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
        (long quantity, long ticks) = command.Kind switch
        {
            CommandKind.NewOrder => (command.NewOrder.Quantity, command.NewOrder.LimitTicks),
            CommandKind.Quote when order.Side == Side.Buy => (command.Quote.BidLots, command.Quote.BidTicks),
            CommandKind.Quote => (command.Quote.AskLots, command.Quote.AskTicks),
            _ => default,
        };
        SetPreTradeLimits limits = _limits.GetValueOrDefault(order.Participant);
        int most = order.Instrument.IsBasket ? limits.MaxLots : limits.MaxGpus;
        if (most > 0 && quantity > most)
            return $"{quantity} of {order.ClOrdId} are over {most}";
        long hours = order.Instrument.IsBasket ? 730 : order.Instrument.Window.Hours;
        if (limits.MaxValue.Units > 0 && quantity * ticks * hours > limits.MaxValue.Units)
            return $"{order.ClOrdId} is worth more than {limits.MaxValue}";
        SetPriceCollar collar = _collars.GetValueOrDefault(KeyOf(order.Instrument));
        bool isOutside = ticks > 0
            && (ticks < collar.Low.Ticks || collar.High.Ticks > 0 && ticks > collar.High.Ticks);
        return isOutside ? $"{order.ClOrdId} at {ticks} ticks is outside {collar.Low} to {collar.High}" : null;
    }

    private static (MarketId, BasketId) KeyOf(in Instrument instrument) =>
        instrument.IsBasket ? (default, instrument.Basket) : (instrument.Market, default);
}
