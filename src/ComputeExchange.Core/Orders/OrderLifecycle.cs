using ComputeExchange.Core.Books;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>How an open order comes to rest and how it ends: book, index, deadlines and events in step.</summary>
internal sealed class OrderLifecycle(OrderStore store, EventWriter events)
{
    private readonly List<BasketBook> _touched = [];

    /// <summary>Puts what is left of an order into its book and watches its deadlines.</summary>
    public void Rest(ref OrderRow order)
    {
        PlaceInBook(ref order);
        store.Watch(order);
    }

    /// <summary>An order whose quantity is gone, or whose end has been told, leaves everything.</summary>
    public void Finish(ref OrderRow order)
    {
        TakeOutOfBook(ref order);
        store.Close(ref order);
    }

    public void FinishIfDone(Order order)
    {
        if (order.IsOpen && order.IsDone)
            Finish(ref order.Row);
    }

    public void Cancel(ref OrderRow order, CancelReason reason)
    {
        events.Cancelled(order, reason);
        Finish(ref order);
    }

    public void Cancel(Order order, CancelReason reason) => Cancel(ref order.Row, reason);

    public void Expire(Order order)
    {
        events.Expired(order.Row, order.FirstDeadlineReason);
        Finish(ref order.Row);
    }

    /// <summary>An iceberg's shown part is gone: the next part stands at the back of its level.</summary>
    public void Refill(ref OrderRow order)
    {
        TakeOutOfBook(ref order);
        order.Place = store.NextPlace();
        PlaceInBook(ref order);
    }

    /// <summary>A fill binds a complex buy to where it was filled.</summary>
    public void Pin(Order order, Market market, int limitTicks, DeliveryWindow window)
    {
        bool wasResting = order.IsResting;
        TakeOutOfBook(ref order.Row);
        store.Pin(order, market, limitTicks, window);
        if (wasResting)
            Rest(ref order.Row);
    }

    public void TakeOutOfBook(ref OrderRow order)
    {
        if (!order.IsResting)
            return;
        order.IsResting = false;
        if (!order.IsBasket)
        {
            store.Table.MarketOf(order).Remove(ref order);
            return;
        }
        BasketBook contract = store.Table.ContractOf(order);
        BookSide side = contract.On(order.Side);
        if (side.IsBest(order))
            Touch(contract);
        side.Remove(ref order);
    }

    /// <summary>A contract's top may have changed in this command.</summary>
    public void Touch(BasketBook contract)
    {
        if (contract.IsTouched)
            return;
        contract.IsTouched = true;
        _touched.Add(contract);
    }

    /// <summary>After a command: tells the tops that it changed, in the order in which it touched them.</summary>
    public void TellTops()
    {
        if (_touched.Count == 0)
            return;
        foreach (BasketBook contract in _touched)
        {
            contract.IsTouched = false;
            events.TopIfChanged(contract);
        }
        _touched.Clear();
    }

    private void PlaceInBook(ref OrderRow order)
    {
        order.IsResting = true;
        if (!order.IsBasket)
        {
            store.Table.MarketOf(order).Rest(ref order);
            return;
        }
        BasketBook contract = store.Table.ContractOf(order);
        BookSide side = contract.On(order.Side);
        order.Shown = order.IsIceberg ? Math.Min(order.DisplayQuantity, order.Leaves) : order.Leaves;
        side.Append(ref order);
        if (side.IsBest(order))
            Touch(contract);
    }
}
