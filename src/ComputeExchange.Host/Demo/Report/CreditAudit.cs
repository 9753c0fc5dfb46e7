using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>Bilateral credit counted a second time, from trades and settlements alone: no line may ever be used beyond its
/// limit by a trade, and none may be missing.</summary>
/// <remarks>A line's use is the sum over its trades of price x GPUs x unsettled hours x the add-on as it stood at the trade.
/// A limit that is lowered below what is used undoes nothing; only a trade is held against it.</remarks>
internal sealed class CreditAudit
{
    private readonly Dictionary<(ParticipantId From, ParticipantId To), Line> _lines = [];
    private int _settledThrough = int.MinValue;

    /// <summary>Trades on a line that was missing or that they took over its limit: none, or the exchange is wrong.</summary>
    public long Breaches { get; private set; }

    /// <summary>The highest use of any line that a trade has brought about, as a share of its limit.</summary>
    public double HighestUse { get; private set; }

    /// <summary>Takes an applied command.</summary>
    public void Apply(in Command command)
    {
        if (command.Kind == CommandKind.SetCreditLine)
        {
            SetCreditLine line = command.SetCreditLine;
            if (!_lines.TryGetValue((line.From, line.To), out Line? known))
                _lines.Add((line.From, line.To), known = new Line());
            known.Limit = line.Limit;
            known.AddOn = line.AddOn;
        }
    }

    /// <summary>Takes a settlement, as the exchange carries it out: cut to engine time.</summary>
    public void Settle(int throughHour, int engineHour) =>
        _settledThrough = Math.Max(_settledThrough, Math.Min(throughHour, engineHour));

    /// <summary>Takes a trade; those of basket futures are cleared and use no line.</summary>
    public void Add(in Trade trade)
    {
        if (trade.Instrument.IsBasket)
            return;
        Use(trade.Buy.Participant, trade.Sell.Participant, trade);
        Use(trade.Sell.Participant, trade.Buy.Participant, trade);
    }

    private void Use(ParticipantId from, ParticipantId to, in Trade trade)
    {
        if (!_lines.TryGetValue((from, to), out Line? line))
        {
            Breaches++;
            return;
        }
        line.Uses.RemoveAll(use => use.Window.EndHour <= _settledThrough);
        Int128 perHour = (Int128)trade.Price.Ticks * trade.Quantity * line.AddOn;
        line.Uses.Add(new CreditUse(trade.Instrument.Window, perHour));
        Int128 used = 0;
        foreach (CreditUse use in line.Uses)
            used += use.PerHour * (use.Window.EndHour - Math.Max(_settledThrough, use.Window.StartHour));
        Int128 limit = (Int128)line.Limit.Units * Limits.FullAddOn;
        if (used > limit)
            Breaches++;
        if (limit > 0)
            HighestUse = Math.Max(HighestUse, (double)used / (double)limit);
    }

    private sealed class Line
    {
        public Money Limit;
        public int AddOn;
        public readonly List<CreditUse> Uses = [];
    }

    private readonly record struct CreditUse(DeliveryWindow Window, Int128 PerHour);
}
