using System.Runtime.CompilerServices;

namespace ComputeExchange.Simulation.Tests;

// Field by field: a slot of a ring holds the remains of longer events behind a short one, and those are nobody's.

/// <summary>Puts every field of an event into a hash.</summary>
internal static class EventHash
{
    public static ulong Of(in Event happened)
    {
        TraceHash hash = new();
        Add(hash, happened);
        return hash.Value;
    }

    public static void Add(TraceHash hash, in Event happened)
    {
        ref readonly EventHeader header = ref happened.Header;
        hash.Add(header.Sequence);
        hash.Add(header.Index);
        hash.Add(header.Time.Nanos);
        hash.Add(header.Session.Value);
        hash.Add(header.RequestNumber);
        hash.Add((long)happened.Kind);
        switch (happened.Kind)
        {
            case EventKind.New: Add(hash, happened.Accepted.Order); break;
            case EventKind.Trade: Add(hash, happened.Trade); break;
            case EventKind.Replaced:
                Add(hash, happened.Replaced.Order);
                Add(hash, happened.Replaced.OrigClOrdId);
                break;
            case EventKind.Cancelled:
                Add(hash, happened.Cancelled.Order);
                Add(hash, happened.Cancelled.OrigClOrdId);
                hash.Add((long)happened.Cancelled.Reason);
                break;
            case EventKind.Expired:
                Add(hash, happened.Expired.Order);
                hash.Add((long)happened.Expired.Reason);
                break;
            case EventKind.Rejected: Add(hash, happened.Rejected); break;
            case EventKind.Applied:
                hash.Add((long)happened.Applied.Command);
                hash.Add(happened.Applied.Id);
                break;
            case EventKind.PositionSettled: Add(hash, happened.PositionSettled); break;
            case EventKind.HourPassed:
                hash.Add(happened.HourPassed.FromHour);
                hash.Add(happened.HourPassed.ToHour);
                break;
            case EventKind.TopChanged: Add(hash, happened.TopChanged); break;
        }
    }

    private static void Add(TraceHash hash, in Trade trade)
    {
        hash.Add(trade.Group);
        Add(hash, trade.Instrument);
        hash.Add(trade.Quantity);
        hash.Add(trade.Price.Ticks);
        hash.Add((long)trade.AggressorSide);
        Add(hash, trade.Buy);
        Add(hash, trade.Sell);
    }

    private static void Add(TraceHash hash, in Rejected rejected)
    {
        hash.Add((long)rejected.Command);
        hash.Add(rejected.Participant.Value);
        hash.Add(rejected.Session.Value);
        hash.Add(rejected.ReportNumber);
        Add(hash, rejected.ClOrdId);
        hash.Add((long)rejected.Reason);
        hash.Add((long)rejected.Field);
    }

    private static void Add(TraceHash hash, in OrderState order)
    {
        hash.Add(order.Participant.Value);
        hash.Add(order.Session.Value);
        hash.Add(order.ReportNumber);
        Add(hash, order.ClOrdId);
        hash.Add(order.Entry);
        hash.Add((long)order.Side);
        Add(hash, order.Instrument);
        hash.Add(order.Limit.Ticks);
        hash.Add(order.Leaves);
        hash.Add(order.Cumulative);
    }

    private static void Add(TraceHash hash, in Instrument instrument)
    {
        hash.Add((long)instrument.Kind);
        hash.Add(instrument.Market.Sku.Value);
        hash.Add(instrument.Market.Region.Value);
        hash.Add(instrument.Window.StartHour);
        hash.Add(instrument.Window.Hours);
        hash.Add(instrument.Basket.Value);
        hash.Add(instrument.Month.Index);
    }

    [SkipLocalsInit]
    private static void Add(TraceHash hash, ClOrdId id)
    {
        Span<byte> text = stackalloc byte[ClOrdId.MaxLength];
        hash.Add(text[..id.CopyTo(text)]);
    }

    private static void Add(TraceHash hash, in PositionSettled settled)
    {
        hash.Add(settled.Participant.Value);
        hash.Add(settled.Basket.Value);
        hash.Add(settled.Month.Index);
        hash.Add(settled.Lots);
        hash.Add(settled.SettlementPrice.Ticks);
        hash.Add(settled.Cash.Units);
    }

    private static void Add(TraceHash hash, in TopChanged top)
    {
        hash.Add(top.Basket.Value);
        hash.Add(top.Month.Index);
        hash.Add(top.Bid.Price.Ticks);
        hash.Add(top.Bid.Quantity);
        hash.Add(top.Ask.Price.Ticks);
        hash.Add(top.Ask.Quantity);
    }
}
