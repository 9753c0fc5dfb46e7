using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Credit;

/// <summary>What one participant extends to another, and what of it is used.</summary>
/// <remarks>Amounts are integers of 1e-8 $: a tick (1e-4 $) times an add-on in units of 0.01 % (1e-4). Nothing is rounded.</remarks>
internal sealed class CreditLine(Participant from, Participant to)
{
    public Participant From { get; } = from;

    public Participant To { get; } = to;

    public Money Limit { get; private set; }

    /// <summary>The add-on in units of 0.01 %.</summary>
    public int AddOn { get; private set; } = Limits.FullAddOn;

    /// <summary>What unsettled hours use, in 1e-8 $.</summary>
    public Int128 Used { get; private set; }

    /// <summary>What may still be used, in 1e-8 $; negative when the limit was lowered below what is used.</summary>
    public Int128 Headroom { get; private set; }

    /// <summary>The use of each hour to come.</summary>
    public HourlySchedule Use { get; } = new();

    public void Set(Money limit, int addOn)
    {
        Limit = limit;
        AddOn = addOn;
        Remeasure();
    }

    /// <summary>A trade of so many ticks x GPUs an hour, over a window.</summary>
    public void Consume(DeliveryWindow window, long ticksPerHour)
    {
        Int128 perHour = (Int128)ticksPerHour * AddOn;
        Use.Add(window, perHour);
        Used += perHour * window.Hours;
        Remeasure();
    }

    /// <summary>Settles all hours before one; true if that frees anything.</summary>
    public bool SettleThrough(int hour)
    {
        Int128 freed = Use.PassTo(hour);
        if (freed == 0)
            return false;
        Used -= freed;
        Remeasure();
        return true;
    }

    /// <summary>Sets what is used, as a snapshot tells it.</summary>
    public void Restore(Money limit, int addOn, Int128 used)
    {
        Used = used;
        Set(limit, addOn);
    }

    private void Remeasure() => Headroom = (Int128)Limit.Units * Limits.FullAddOn - Used;
}
