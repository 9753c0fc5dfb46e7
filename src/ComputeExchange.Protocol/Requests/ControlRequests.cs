using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The fields, behind type and request number, of the requests that set credit, halts and limits.</summary>
internal static class ControlRequests
{
    internal const int CreditLineFields = 4;
    internal const int KillSwitchFields = 2;

    internal const int KillSwitchOptionFields = 1;

    internal const int HaltFields = 4;
    internal const int PreTradeLimitsFields = 4;
    internal const int PriceCollarFields = 5;
    internal const int OrderCapsFields = 3;
    internal const int ProtectionFields = 4;
    internal const int SettleFields = 1;

    internal static void Write(ref MessagePackWriter writer, in SetCreditLine line)
    {
        writer.Write(line.From);
        writer.Write(line.To);
        writer.Write(line.Limit);
        writer.WriteInt64(line.AddOn);
    }

    internal static void Write(ref MessagePackWriter writer, in SetKillSwitch kill)
    {
        writer.Write(kill.Participant);
        writer.WriteBoolean(kill.On);
        if (kill.ReduceOnly) writer.WriteBoolean(true);
    }

    internal static void Write(ref MessagePackWriter writer, in SetHalt halt)
    {
        writer.Write(halt.Market);
        writer.Write(halt.Basket);
        writer.WriteBoolean(halt.On);
    }

    internal static void Write(ref MessagePackWriter writer, in SetPreTradeLimits limits)
    {
        writer.Write(limits.Participant);
        writer.WriteInt64(limits.MaxGpus);
        writer.WriteInt64(limits.MaxLots);
        writer.Write(limits.MaxValue);
    }

    internal static void Write(ref MessagePackWriter writer, in SetPriceCollar collar)
    {
        writer.Write(collar.Market);
        writer.Write(collar.Basket);
        writer.Write(collar.Low);
        writer.Write(collar.High);
    }

    internal static void Write(ref MessagePackWriter writer, in SetOrderCaps caps)
    {
        writer.WriteInt64(caps.OpenOrders);
        writer.WriteInt64(caps.ComplexOrdersOfOne);
        writer.WriteInt64(caps.ComplexOrdersOfAll);
    }

    internal static void Write(ref MessagePackWriter writer, in SetMarketMakerProtection protection)
    {
        writer.Write(protection.Participant);
        writer.Write(protection.Basket);
        writer.WriteInt64(protection.Fills);
        writer.WriteInt64(protection.WindowNanos);
    }

    internal static void Write(ref MessagePackWriter writer, in Settle settle) => writer.WriteInt64(settle.ThroughHour);

    internal static Command ReadKillSwitch(ref MessagePackReader reader, in CommandHeader header, bool hasOption)
    {
        ParticipantId participant = reader.ReadParticipant();
        bool on = reader.ReadBoolean();
        // False is written by leaving it out, so that each command has one encoding.
        if (hasOption && !reader.ReadBoolean()) reader.Refuse(MessagePackError.NotCanonical);
        return Command.Of(header, new SetKillSwitch { Participant = participant, On = on, ReduceOnly = hasOption });
    }

    internal static Command Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.SetCreditLine => Command.Of(header, new SetCreditLine
        {
            From = reader.ReadParticipant(),
            To = reader.ReadParticipant(),
            Limit = reader.ReadMoney(),
            AddOn = reader.ReadInt32(),
        }),
        CommandKind.SetHalt => Command.Of(
            header, new SetHalt { Market = reader.ReadMarket(), Basket = reader.ReadBasket(), On = reader.ReadBoolean() }),
        CommandKind.SetPreTradeLimits => Command.Of(header, new SetPreTradeLimits
        {
            Participant = reader.ReadParticipant(),
            MaxGpus = reader.ReadInt32(),
            MaxLots = reader.ReadInt32(),
            MaxValue = reader.ReadMoney(),
        }),
        CommandKind.SetPriceCollar => Command.Of(header, new SetPriceCollar
        {
            Market = reader.ReadMarket(),
            Basket = reader.ReadBasket(),
            Low = reader.ReadPrice(),
            High = reader.ReadPrice(),
        }),
        CommandKind.SetOrderCaps => Command.Of(header, new SetOrderCaps
        {
            OpenOrders = reader.ReadInt32(),
            ComplexOrdersOfOne = reader.ReadInt32(),
            ComplexOrdersOfAll = reader.ReadInt32(),
        }),
        CommandKind.SetMarketMakerProtection => Command.Of(header, new SetMarketMakerProtection
        {
            Participant = reader.ReadParticipant(),
            Basket = reader.ReadBasket(),
            Fills = reader.ReadInt32(),
            WindowNanos = reader.ReadInt64(),
        }),
        _ => Command.Of(header, new Settle { ThroughHour = reader.ReadInt32() }),
    };
}
