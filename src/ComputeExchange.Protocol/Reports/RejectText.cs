using System.Text;
using ComputeExchange.Messages;

namespace ComputeExchange.Protocol;

/// <summary>The sentence of a rejection, made from its reason and its field: `OrderQty: not positive, ...`.</summary>
public static class RejectText
{
    /// <summary>No text is longer.</summary>
    public const int MaxBytes = 120;

    /// <summary>Writes the text as ASCII and returns its length.</summary>
    /// <exception cref="ArgumentException">The text does not fit; <see cref="MaxBytes"/> is always enough.</exception>
    public static int Write(RejectReason reason, RejectField field, Span<byte> into)
    {
        ReadOnlySpan<byte> name = NameOf(field);
        int length = 0;
        if (name.Length > 0)
        {
            name.CopyTo(into);
            ": "u8.CopyTo(into[name.Length..]);
            length = name.Length + 2;
        }

        ReadOnlySpan<byte> sentence = SentenceOf(reason);
        sentence.CopyTo(into[length..]);
        return length + sentence.Length;
    }

    /// <summary>The text as a string.</summary>
    public static string Of(RejectReason reason, RejectField field)
    {
        Span<byte> text = stackalloc byte[MaxBytes];
        return Encoding.ASCII.GetString(text[..Write(reason, field, text)]);
    }

    private static ReadOnlySpan<byte> SentenceOf(RejectReason reason) => reason switch
    {
        RejectReason.Throttled => "the session sent more than its rate allows"u8,
        RejectReason.UnknownParticipant => "no such participant"u8,
        RejectReason.UnknownInstrument => "no such SKU, region, basket or month"u8,
        RejectReason.NotPermitted => "this participant or session may not do this"u8,
        RejectReason.Halted => "trading is halted"u8,
        RejectReason.Killed => "the participant's kill switch is on"u8,
        RejectReason.UnknownOrder => "no such open order"u8,
        RejectReason.DuplicateClOrdId => "an open order of the participant has this id"u8,
        RejectReason.InvalidQuantity => "not positive, too large, or no multiple of the lot"u8,
        RejectReason.InvalidPrice => "missing, not positive, too high, off the tick, or a bid that reaches its ask"u8,
        RejectReason.InvalidWindow => "out of range for a delivery window"u8,
        RejectReason.InvalidExpiry => "GTD needs a time in the future, and nothing else takes one"u8,
        RejectReason.InvalidCombination => "does not go together with the order's other attributes"u8,
        RejectReason.SearchTooLarge => "more starts, markets, hours and parts than one search may have"u8,
        RejectReason.GateClosed => "the gate has been reached"u8,
        RejectReason.LimitExceeded => "the order's value or size is over a limit"u8,
        RejectReason.PriceCollar => "outside the price collar"u8,
        RejectReason.TooManyOrders => "the participant has too many open orders"u8,
        RejectReason.TooManyComplexOrders => "too many complex buys rest in one market"u8,
        RejectReason.WouldTrade => "a PostOnly order would trade"u8,
        RejectReason.OpenOrders => "cannot change while it has open orders"u8,
        RejectReason.RequestNumberReused => "this number was used for another request"u8,
        RejectReason.RequestGap => "a request number before this one is missing"u8,
        _ => "refused"u8,
    };

    private static ReadOnlySpan<byte> NameOf(RejectField field) => field switch
    {
        RejectField.Participant => "Participant"u8,
        RejectField.Instrument => "Instrument"u8,
        RejectField.ClOrdId => "ClOrdId"u8,
        RejectField.OrigClOrdId => "OrigClOrdId"u8,
        RejectField.OrderQty => "OrderQty"u8,
        RejectField.MinQty => "MinQty"u8,
        RejectField.DisplayQty => "DisplayQty"u8,
        RejectField.Price => "Price"u8,
        RejectField.Bid => "Bid"u8,
        RejectField.Ask => "Ask"u8,
        RejectField.Window => "Window"u8,
        RejectField.Divisible => "Divisible"u8,
        RejectField.LatestStart => "LatestStart"u8,
        RejectField.MinSlice => "MinSlice"u8,
        RejectField.MaxParts => "MaxParts"u8,
        RejectField.ExpireTime => "ExpireTime"u8,
        RejectField.TimeInForce => "TimeInForce"u8,
        RejectField.OrdType => "OrdType"u8,
        RejectField.PostOnly => "PostOnly"u8,
        RejectField.AllOrNone => "AllOrNone"u8,
        RejectField.Workload => "Workload"u8,
        RejectField.Alternatives => "Alternatives"u8,
        RejectField.Value => "Value"u8,
        RejectField.Code => "Code"u8,
        RejectField.Lot => "Lot"u8,
        RejectField.Lead => "Lead"u8,
        RejectField.Kind => "Kind"u8,
        RejectField.Constituents => "Constituents"u8,
        RejectField.Months => "Months"u8,
        RejectField.Session => "Session"u8,
        RejectField.RequestNumber => "RequestNumber"u8,
        _ => default,
    };
}
