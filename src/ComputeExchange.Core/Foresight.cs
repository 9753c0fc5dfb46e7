using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Begins to fetch what commands to come will look at, while others are carried out: with many open orders most of a
/// command's time is otherwise spent waiting for memory, one look after the other.</summary>
/// <remarks>It reads only and decides nothing, so it makes no difference to any event whether it is asked, or of what. Each step on
/// the way to an order tells where the next one has to look: so a command is looked at three times, one step at a time.</remarks>
internal sealed class Foresight(OrderTable table, ReferenceData reference, OrderDirectory directory)
{
    /// <summary>How many commands before its turn one is to be looked at first.</summary>
    public const int Distance = 3;

    private Glance _near;
    private Glance _far;

    /// <summary>Looks at a command that is so far off, and goes a step on with those looked at before.</summary>
    public void Look(in Command coming)
    {
        Step();
        if (coming.Kind == CommandKind.NewOrder)
            LookAtBucket(coming.NewOrder);
        else if (coming.Kind == CommandKind.CancelOrder)
            LookAtBucket(coming.CancelOrder);
    }

    /// <summary>Goes a step on with the commands looked at before.</summary>
    public void Step()
    {
        LookAtLevels(_near);
        _near = LookAtOrder(_far);
        _far = default;
    }

    private void LookAtBucket(in NewOrder order)
    {
        if (reference.Participants[order.Participant.Value] is not { } owner)
            return;
        LookAtBucket(owner, order.ClOrdId);
        _far.Book = order.Instrument.IsBasket
            ? reference.Baskets[order.Instrument.Basket.Value]?.Book(order.Instrument.Month)
            : reference.FindMarket(order.Instrument.Market)?.Exact.Peek(order.Instrument.Window);
        _far.Side = order.Side;
        if (_far.Book is { } book)
            Prefetch.Object(book);
    }

    private void LookAtBucket(in CancelOrder cancel)
    {
        if (reference.Participants[cancel.Participant.Value] is { } owner)
            LookAtBucket(owner, cancel.OrigClOrdId);
    }

    private void LookAtBucket(Participant owner, in ClOrdId id)
    {
        _far.HasId = true;
        _far.Hash = directory.HashOf(owner, id);
        directory.ForeseeBucket(_far.Hash);
    }

    private Glance LookAtOrder(Glance glance)
    {
        glance.Book?.Foresee();
        if (glance.HasId && (glance.Order = directory.FirstOf(glance.Hash)) != 0)
            table.ForeseeRow(glance.Order);
        return glance;
    }

    private void LookAtLevels(in Glance glance)
    {
        if (glance.Book is { } entered)
        {
            entered.On(glance.Side).ForeseeLevels();
            return;
        }
        if (glance.Order == 0)
            return;
        ref readonly OrderRow order = ref table.Row(glance.Order);
        OrderBook? book = order.IsBasket ? table.ContractOf(order) : table.BookOf(order);
        book?.On(order.Side).ForeseeLevelOf(order);
        if (order.MayEndAlone)
            Prefetch.Object(table.Order(order.Number));
    }

    /// <summary>How far the look at a command has come.</summary>
    private struct Glance
    {
        public bool HasId;
        public Side Side;
        public int Hash;
        public int Order;
        public OrderBook? Book;
    }
}
