using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The fields, behind type and request number, of the requests that change orders, but for the new order's.</summary>
internal static class OrderRequests
{
    internal const int ReplaceFields = 6;
    internal const int CancelFields = 2;
    internal const int MassCancelFields = 1;
    internal const int QuoteFields = 6;

    private const int QuoteSideFields = 2;

    internal static void Write(ref MessagePackWriter writer, in ReplaceOrder replace)
    {
        writer.Write(replace.Participant);
        writer.Write(replace.ClOrdId);
        writer.Write(replace.OrigClOrdId);
        writer.WriteTerm(replace.Has(ReplacedTerms.Gpus), replace.Gpus);
        writer.WriteTerm(replace.Has(ReplacedTerms.Lots), replace.Lots);
        writer.WriteTerm(replace.Has(ReplacedTerms.Price), replace.LimitTicks);
    }

    internal static void Write(ref MessagePackWriter writer, in CancelOrder cancel)
    {
        writer.Write(cancel.Participant);
        writer.Write(cancel.OrigClOrdId);
    }

    internal static void Write(ref MessagePackWriter writer, in MassCancel cancel) => writer.Write(cancel.Participant);

    internal static void Write(ref MessagePackWriter writer, in Quote quote)
    {
        writer.Write(quote.Participant);
        writer.Write(quote.QuoteId);
        writer.Write(quote.Basket);
        writer.Write(quote.Month);
        WriteQuoteSide(ref writer, quote.HasBid, quote.BidTicks, quote.BidLots);
        WriteQuoteSide(ref writer, quote.HasAsk, quote.AskTicks, quote.AskLots);
    }

    internal static Command Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.MassCancel => Command.Of(header, new MassCancel { Participant = reader.ReadParticipant() }),
        _ => Command.Of(header, ReadQuote(ref reader)),
    };

    internal static CancelOrder ReadCancel(ref MessagePackReader reader) =>
        new() { Participant = reader.ReadParticipant(), OrigClOrdId = reader.ReadClOrdId() };

    internal static ReplaceOrder ReadReplace(ref MessagePackReader reader)
    {
        ReplacedTerms given = ReplacedTerms.None;
        return new ReplaceOrder
        {
            Participant = reader.ReadParticipant(),
            ClOrdId = reader.ReadClOrdId(),
            OrigClOrdId = reader.ReadClOrdId(),
            Gpus = ReadTerm(ref reader, ReplacedTerms.Gpus, ref given),
            Lots = ReadTerm(ref reader, ReplacedTerms.Lots, ref given),
            LimitTicks = ReadTerm(ref reader, ReplacedTerms.Price, ref given),
            Given = given,
        };
    }

    private static long ReadTerm(ref MessagePackReader reader, ReplacedTerms term, ref ReplacedTerms given)
    {
        if (reader.TryReadNil()) return 0;
        given |= term;
        return reader.ReadInt64();
    }

    private static Quote ReadQuote(ref MessagePackReader reader)
    {
        ParticipantId participant = reader.ReadParticipant();
        ClOrdId quoteId = reader.ReadClOrdId();
        if (quoteId.Length > ClOrdId.MaxQuoteIdLength) reader.Refuse(MessagePackError.TooLong);
        BasketId basket = reader.ReadBasket();
        DeliveryMonth month = reader.ReadMonth();
        bool hasBid = ReadQuoteSide(ref reader, out long bidTicks, out long bidLots);
        bool hasAsk = ReadQuoteSide(ref reader, out long askTicks, out long askLots);
        return new Quote
        {
            Participant = participant,
            QuoteId = quoteId,
            Basket = basket,
            Month = month,
            HasBid = hasBid,
            HasAsk = hasAsk,
            BidTicks = bidTicks,
            BidLots = bidLots,
            AskTicks = askTicks,
            AskLots = askLots,
        };
    }

    private static void WriteQuoteSide(ref MessagePackWriter writer, bool isGiven, long ticks, long lots)
    {
        if (!isGiven)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(QuoteSideFields);
        writer.WriteInt64(ticks);
        writer.WriteInt64(lots);
    }

    private static bool ReadQuoteSide(ref MessagePackReader reader, out long ticks, out long lots)
    {
        ticks = 0;
        lots = 0;
        if (reader.TryReadNil()) return false;
        reader.ReadArrayHeaderExactly(QuoteSideFields);
        ticks = reader.ReadInt64();
        lots = reader.ReadInt64();
        return true;
    }
}
