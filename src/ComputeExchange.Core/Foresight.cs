using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Begins to fetch what commands to come will look at, while others are carried out: with many open orders most of a
/// command's time is otherwise spent waiting for memory, one look after the other.</summary>
/// <remarks>It reads only and decides nothing, so it makes no difference to any event whether it is asked. In two steps, since the
/// first tells where the second has to look.</remarks>
internal sealed class Foresight(ReferenceData reference, OrderDirectory directory)
{
    /// <summary>A command that comes after the next.</summary>
    public void Far(in Command command)
    {
        if (command.Kind == CommandKind.CancelOrder)
        {
            ref readonly CancelOrder cancel = ref command.CancelOrder;
            if (reference.Participants[cancel.Participant.Value] is { } owner)
                directory.ForeseeBucket(owner, cancel.OrigClOrdId);
        }
        else if (command.Kind == CommandKind.NewOrder)
        {
            ref readonly NewOrder order = ref command.NewOrder;
            if (reference.Participants[order.Participant.Value] is { } owner)
                directory.ForeseeBucket(owner, order.ClOrdId);
            ForeseeBook(order.Instrument);
        }
    }

    /// <summary>The next command.</summary>
    public void Near(in Command command)
    {
        if (command.Kind == CommandKind.CancelOrder)
        {
            ref readonly CancelOrder cancel = ref command.CancelOrder;
            if (reference.Participants[cancel.Participant.Value] is { } owner)
                directory.ForeseeOrder(owner, cancel.OrigClOrdId);
        }
        else if (command.Kind == CommandKind.NewOrder)
        {
            ref readonly NewOrder order = ref command.NewOrder;
            BookSide? own = order.Instrument.IsBasket
                ? Future(order.Instrument)?.On(order.Side)
                : Forward(order.Instrument)?.On(order.Side);
            own?.ForeseeLevels();
        }
    }

    private void ForeseeBook(in Instrument instrument)
    {
        if (instrument.IsBasket)
            Future(instrument)?.Foresee();
        else
            Forward(instrument)?.Foresee();
    }

    private BasketBook? Future(in Instrument instrument) => reference.Baskets[instrument.Basket.Value]?.Book(instrument.Month);

    private ForwardBook? Forward(in Instrument instrument) =>
        reference.FindMarket(instrument.Market)?.Exact.Peek(instrument.Window);
}
