using ComputeExchange.Core.Books;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>How an open order comes to rest and how it ends: book, index, deadlines and events in step.</summary>
internal sealed class OrderLifecycle(OrderStore store, EventWriter events)
{
    private readonly List<BasketBook> _touched = [];

    /// <summary>Puts what is left of an order into its book and watches its deadlines.</summary>
    public void Rest(Order order)
    {
        PlaceInBook(order);
        store.Watch(order);
    }

    /// <summary>An order whose quantity is gone, or whose end has been told, leaves everything.</summary>
    public void Finish(Order order)
    {
        TakeOutOfBook(order);
        store.Close(order);
    }

    public void FinishIfDone(Order order)
    {
        if (order.IsOpen && order.IsDone)
            Finish(order);
    }

    public void Cancel(Order order, CancelReason reason)
    {
        events.Cancelled(order, reason);
        Finish(order);
    }

    public void Expire(Order order)
    {
        events.Expired(order, order.FirstDeadlineReason);
        Finish(order);
    }

    /// <summary>An iceberg's shown part is gone: the next part stands at the back of its level.</summary>
    public void Refill(Order order)
    {
        TakeOutOfBook(order);
        order.Place = store.NextPlace();
        PlaceInBook(order);
    }

    /// <summary>A fill binds a complex buy to where it was filled.</summary>
    public void Pin(Order order, Market market, int limitTicks, DeliveryWindow window)
    {
        bool wasResting = order.IsResting;
        TakeOutOfBook(order);
        store.Pin(order, market, limitTicks, window);
        if (wasResting)
            Rest(order);
    }

    public void TakeOutOfBook(Order order)
    {
        if (!order.IsResting)
            return;
        order.IsResting = false;
        if (order.Contract is { } contract)
        {
            if (contract.IsAtTop(order))
                Touch(contract);
            contract.Remove(order);
        }
        else
        {
            order.Market!.Remove(order);
        }
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
        foreach (BasketBook contract in _touched)
        {
            contract.IsTouched = false;
            events.TopIfChanged(contract);
        }
        _touched.Clear();
    }

    private void PlaceInBook(Order order)
    {
        order.IsResting = true;
        if (order.Contract is { } contract)
        {
            contract.Rest(order);
            if (contract.IsAtTop(order))
                Touch(contract);
        }
        else
        {
            order.Market!.Rest(order);
        }
    }
}
