using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 4: one line of credit, `from` to another. Amounts are exact, in units of 1e-8 $ (ticks x units of 0.01 % of
/// the add-on).</summary>
internal sealed class ModelLine
{
    private readonly List<(DeliveryWindow Window, Int128 PerHour)> _uses = [];

    public required Money Limit { get; set; }

    public required int AddOn { get; set; }

    /// <summary>What trades use of it in hours that are not settled.</summary>
    public Int128 Used { get; private set; }

    /// <summary>The same, added up anew from the hours of every trade.</summary>
    public Int128 UsedByTrades()
    {
        Int128 used = 0;
        foreach ((DeliveryWindow window, Int128 perHour) in _uses)
            used += perHour * window.Hours;
        return used;
    }

    /// <summary>The most GPUs that the line allows at a price over some hours, given as their product; not in lots
    /// yet.</summary>
    public long Allows(Int128 priceTimesHours)
    {
        Int128 headroom = (Int128)Limit.Units * Limits.FullAddOn - Used;
        if (headroom < 0)
            return 0;
        Int128 perGpu = priceTimesHours * AddOn;
        return perGpu == 0 ? long.MaxValue : (long)Int128.Min(headroom / perGpu, long.MaxValue);
    }

    /// <summary>A trade uses price x GPUs x hours x the line's add-on as it stands at the trade.</summary>
    public void Use(DeliveryWindow window, long price, long gpus)
    {
        Int128 perHour = (Int128)price * gpus * AddOn;
        _uses.Add((window, perHour));
        Used += perHour * window.Hours;
    }

    /// <summary>Frees the share of the hours before <paramref name="hour"/>; whether that was anything.</summary>
    public bool Settle(int hour)
    {
        Int128 before = Used;
        for (int i = _uses.Count - 1; i >= 0; i--)
        {
            (DeliveryWindow window, Int128 perHour) = _uses[i];
            int settled = Math.Clamp(hour - window.StartHour, 0, window.Hours);
            Used -= perHour * settled;
            _uses[i] = (DeliveryWindow.Between(window.StartHour + settled, window.EndHour), perHour);
        }
        _uses.RemoveAll(use => use.Window.Hours == 0);
        return Used < before;
    }

    public ModelLine Copy()
    {
        ModelLine copy = new() { Limit = Limit, AddOn = AddOn, Used = Used };
        copy._uses.AddRange(_uses);
        return copy;
    }
}
