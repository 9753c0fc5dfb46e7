using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Credit;

/// <summary>All credit lines between participants.</summary>
internal sealed class CreditMatrix
{
    private readonly List<CreditLine> _lines = [];

    /// <summary>The lines in the order in which they were first set.</summary>
    public IReadOnlyList<CreditLine> Lines => _lines;

    /// <summary>Sets a line; true if that can allow more than before.</summary>
    public bool Set(Participant from, Participant to, Money limit, int addOn)
    {
        if (from.LineTo(to) is { } line)
        {
            bool allowsMore = limit.Units > line.Limit.Units || addOn < line.AddOn;
            line.Set(limit, addOn);
            return allowsMore;
        }
        Open(from, to).Set(limit, addOn);
        return true;
    }

    public CreditLine Open(Participant from, Participant to)
    {
        CreditLine line = new(from, to);
        from.Extend(line);
        _lines.Add(line);
        return line;
    }

    /// <summary>A forward trade uses credit both ways.</summary>
    /// <param name="buyer">Who bought.</param>
    /// <param name="seller">Who sold.</param>
    /// <param name="window">The window sold.</param>
    /// <param name="priceTicks">The price.</param>
    /// <param name="gpus">The GPUs.</param>
    public static void Consume(Participant buyer, Participant seller, DeliveryWindow window, int priceTicks, int gpus)
    {
        long ticksPerHour = (long)priceTicks * gpus;
        buyer.LineTo(seller)!.Consume(window, ticksPerHour);
        seller.LineTo(buyer)!.Consume(window, ticksPerHour);
    }

    /// <summary>Settles all hours before one on every line, and tells which lines that frees credit on.</summary>
    public void SettleThrough(int hour, List<CreditLine> freed)
    {
        foreach (CreditLine line in _lines)
            if (line.SettleThrough(hour))
                freed.Add(line);
    }
}
