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

    /// <summary>The one before the last command looked at, and the last; by turns.</summary>
    private readonly Glance[] _glances = new Glance[2];
    private int _nearest;

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
        ref Glance near = ref _glances[_nearest];
        LookAtLevels(near);
        near = default;
        LookAtOrder(ref Far);
        _nearest ^= 1;
    }

    private ref Glance Far => ref _glances[_nearest ^ 1];

    private void LookAtBucket(in NewOrder order)
    {
        if (reference.Participants[order.Participant.Value] is not { } owner)
            return;
        ref Glance far = ref Far;
        LookAtBucket(ref far, owner, order.ClOrdId);
        far.Book = order.Instrument.IsBasket
            ? reference.Baskets[order.Instrument.Basket.Value]?.Book(order.Instrument.Month)
            : reference.FindMarket(order.Instrument.Market)?.Exact.Peek(order.Instrument.Window);
        far.Side = order.Side;
        if (far.Book is { } book)
            Prefetch.Object(book);
    }

    private void LookAtBucket(in CancelOrder cancel)
    {
        if (reference.Participants[cancel.Participant.Value] is { } owner)
            LookAtBucket(ref Far, owner, cancel.OrigClOrdId);
    }

    private void LookAtBucket(ref Glance far, Participant owner, in ClOrdId id)
    {
        far.HasId = true;
        far.Hash = directory.HashOf(owner, id);
        directory.ForeseeBucket(far.Hash);
    }

    private void LookAtOrder(ref Glance glance)
    {
        glance.Book?.Foresee();
        if (glance.HasId && (glance.Order = directory.FirstOf(glance.Hash)) != 0)
            table.ForeseeRow(glance.Order);
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
