using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Reference;

/// <summary>A legal entity: what it is, its open orders in entry order, its switches and limits, its futures cash.</summary>
internal sealed class Participant(ParticipantId id, Code code, ParticipantKind kind)
{
    private CreditLine?[] _lines = [];

    public ParticipantId Id { get; } = id;

    public Code Code { get; } = code;

    public ParticipantKind Kind { get; set; } = kind;

    public bool IsKilled { get; set; }

    /// <summary>Whether, while it is killed, orders that only reduce what it holds may enter all the same.</summary>
    public bool MayReduce { get; set; }

    /// <summary>A dealer's hedging, as the operator set it.</summary>
    public SetHedging Hedging { get; set; }

    /// <summary>A field, since every order reads it: a property would be copied.</summary>
    public SetPreTradeLimits PreTradeLimits;

    public SetFees Fees { get; set; }

    /// <summary>Whether its orders are among those that look again in this command.</summary>
    public bool LooksAgain { get; set; }

    /// <summary>Open orders, linked in entry order. A field, since each that comes or goes changes it.</summary>
    public OrderList Orders;

    public bool IsDealer => Kind == ParticipantKind.Dealer;

    public bool MayTradeBaskets => Kind is ParticipantKind.Dealer or ParticipantKind.MarketMaker;

    /// <summary>The line that this participant extends to another, if there is one.</summary>
    public CreditLine? LineTo(Participant other) => other.Id.Value < _lines.Length ? _lines[other.Id.Value] : null;

    public void Extend(CreditLine line)
    {
        int index = line.To.Id.Value;
        if (index >= _lines.Length)
            Array.Resize(ref _lines, Math.Max(index + 1, _lines.Length * 2));
        _lines[index] = line;
    }
}
