using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>GPUs sold over hours.</summary>
internal readonly record struct Sale(DeliveryWindow Window, long Gpus);

/// <summary>What the events have told of one order; its fills are counted here and not taken from the order's own words.</summary>
internal sealed class OrderAccount(ModelOrder order)
{
    private long _lastGroup;

    public ModelOrder Order { get; } = order;

    public bool IsOpen { get; set; } = true;

    /// <summary>What was cancelled or has expired, as its event told: GPUs, lots, or unsold GPU-hours.</summary>
    public long Cancelled { get; set; }

    /// <summary>Everything that it sold.</summary>
    public List<Sale> Sales { get; } = [];

    /// <summary>What a buy has paid, in ticks x GPUs x hours, or ticks x lots.</summary>
    public Int128 Paid { get; private set; }

    /// <summary>The same at its limit as it stood at each trade.</summary>
    public Int128 PaidAtLimit { get; private set; }

    /// <summary>GPUs or lots; of a divisible sell the GPU-hours of its whole window.</summary>
    public long Ordered => Order.IsDivisible ? Order.Quantity * Order.Window.Hours : Order.Quantity;

    public void Sell(in Trade trade)
    {
        Order.Fill(trade.Instrument.Window, trade.Quantity);
        if (!trade.Instrument.IsBasket)
            Sales.Add(new Sale(trade.Instrument.Window, trade.Quantity));
    }

    /// <summary>A part of what it buys; the parts of one cover fill it once.</summary>
    public void Buy(in Trade trade)
    {
        if (trade.Group != _lastGroup)
        {
            Instrument bought = trade.Buy.Instrument;
            Pin(bought);
            Order.Fill(bought.Window, trade.Quantity);
        }
        _lastGroup = trade.Group;
        long hours = trade.Instrument.IsBasket ? 1 : trade.Instrument.Window.Hours;
        Paid += (Int128)trade.Price.Ticks * trade.Quantity * hours;
        PaidAtLimit += (Int128)Order.Limit * trade.Quantity * hours;
    }

    public override string ToString() => $"{Order.Participant.Value}/{Order.Id} #{Order.Entry}";

    /// <summary>SPEC 3.4: what is left of a complex buy that has traded is for that market and window only.</summary>
    private void Pin(Instrument bought)
    {
        if (!Order.IsComplex || Order.Pin is not null)
            return;
        Choice pinned = Order.Choices().First(choice => choice.Market == bought.Market && choice.Window == bought.Window);
        (Order.Pin, Order.Limit) = (pinned, pinned.Limit);
    }
}
