using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The fields, behind type and request number, of prices, index values, hedge ratios and what hedging costs.</summary>
internal static class HedgingRequests
{
    internal const int ReferencePriceFields = 3;
    internal const int IndexValueFields = 4;
    internal const int HedgeRatioFields = 4;
    internal const int HedgingFields = 7;
    internal const int FeesFields = 3;

    internal static void Write(ref MessagePackWriter writer, in SetReferencePrice price)
    {
        writer.Write(price.Market);
        writer.WriteInt64(price.NanoDollars);
    }

    internal static void Write(ref MessagePackWriter writer, in SetIndexValue value)
    {
        writer.Write(value.Basket);
        writer.WriteInt64(value.NanoDollars);
        writer.WriteInt64(value.MethodVersion);
        writer.WriteUInt64(value.MethodHash);
    }

    internal static void Write(ref MessagePackWriter writer, in SetHedgeRatio ratio)
    {
        writer.Write(ratio.Market);
        writer.Write(ratio.Basket);
        writer.WriteTerm(ratio.HasRatio, ratio.Micros);
    }

    internal static void Write(ref MessagePackWriter writer, in SetHedging hedging)
    {
        writer.Write(hedging.Participant);
        writer.WriteBoolean(hedging.On);
        writer.WriteInt64(hedging.MaxLots);
        writer.WriteInt64(hedging.TicksThrough);
        writer.WriteInt64(hedging.PsiMicros);
        writer.WriteInt64(hedging.EtaNanos);
        writer.WriteInt64(hedging.LambdaPicos);
    }

    internal static void Write(ref MessagePackWriter writer, in SetFees fees)
    {
        writer.Write(fees.Participant);
        writer.WriteInt64(fees.ForwardMicrosPerGpuHour);
        writer.WriteInt64(fees.BasketMicrosPerLot);
    }

    internal static Command Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.SetReferencePrice => Command.Of(
            header, new SetReferencePrice { Market = reader.ReadMarket(), NanoDollars = reader.ReadInt64() }),
        CommandKind.SetIndexValue => Command.Of(header, new SetIndexValue
        {
            Basket = reader.ReadBasket(),
            NanoDollars = reader.ReadInt64(),
            MethodVersion = reader.ReadInt32(),
            MethodHash = reader.ReadUInt64(),
        }),
        CommandKind.SetHedgeRatio => Command.Of(header, ReadRatio(ref reader)),
        CommandKind.SetHedging => Command.Of(header, new SetHedging
        {
            Participant = reader.ReadParticipant(),
            On = reader.ReadBoolean(),
            MaxLots = reader.ReadInt32(),
            TicksThrough = reader.ReadInt32(),
            PsiMicros = reader.ReadInt64(),
            EtaNanos = reader.ReadInt64(),
            LambdaPicos = reader.ReadInt64(),
        }),
        _ => Command.Of(header, new SetFees
        {
            Participant = reader.ReadParticipant(),
            ForwardMicrosPerGpuHour = reader.ReadInt64(),
            BasketMicrosPerLot = reader.ReadInt64(),
        }),
    };

    private static SetHedgeRatio ReadRatio(ref MessagePackReader reader)
    {
        MarketId market = reader.ReadMarket();
        BasketId basket = reader.ReadBasket();
        bool hasRatio = !reader.TryReadNil();
        return new SetHedgeRatio
        {
            Market = market,
            Basket = basket,
            HasRatio = hasRatio,
            Micros = hasRatio ? reader.ReadInt64() : 0,
        };
    }
}
