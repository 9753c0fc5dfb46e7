using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>What became of the capacity that its owners offered, and what those who bought paid against their limits.</summary>
/// <param name="isPrincipal">Whether a participant is a principal: owners and users, not dealers in between.</param>
internal sealed class CapacityUse(Func<ParticipantId, bool> isPrincipal)
{
    /// <summary>GPU-hours that principals offered.</summary>
    public long OfferedGpuHours { get; private set; }

    /// <summary>GPU-hours that principals sold.</summary>
    public long SoldGpuHours { get; private set; }

    /// <summary>GPU-hours that principals asked for.</summary>
    public long WantedGpuHours { get; private set; }

    /// <summary>GPU-hours that principals bought.</summary>
    public long BoughtGpuHours { get; private set; }

    /// <summary>What they paid for them.</summary>
    public Money Paid { get; private set; }

    /// <summary>How much less that is than they were ready to pay: limit less price, times GPU-hours.</summary>
    public Money Saved { get; private set; }

    /// <summary>Sold over offered, 0 when nothing was offered.</summary>
    public double Utilisation => OfferedGpuHours == 0 ? 0 : (double)SoldGpuHours / OfferedGpuHours;

    /// <summary>Bought over asked for, 0 when nothing was.</summary>
    public double FillRate => WantedGpuHours == 0 ? 0 : (double)BoughtGpuHours / WantedGpuHours;

    /// <summary>Takes an order that was accepted.</summary>
    public void Add(in NewOrder order)
    {
        if (order.Instrument.IsBasket || !isPrincipal(order.Participant))
            return;
        long gpuHours = order.Quantity * order.Instrument.Window.Hours;
        if (order.Side == Side.Sell)
            OfferedGpuHours += gpuHours;
        else
            WantedGpuHours += gpuHours;
    }

    /// <summary>Takes a trade.</summary>
    public void Add(in Trade trade)
    {
        if (trade.Instrument.IsBasket)
            return;
        long gpuHours = (long)trade.Quantity * trade.Instrument.Window.Hours;
        if (isPrincipal(trade.Sell.Participant))
            SoldGpuHours += gpuHours;
        if (!isPrincipal(trade.Buy.Participant))
            return;
        BoughtGpuHours += gpuHours;
        Paid += new Money(gpuHours * trade.Price.Ticks);
        Saved += new Money(gpuHours * ((long)trade.Buy.Limit.Ticks - trade.Price.Ticks));
    }
}
