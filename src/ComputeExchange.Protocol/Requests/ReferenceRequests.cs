using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The fields of reference data; requests define them, and logon tells them with their ids in front.</summary>
internal static class ReferenceRequests
{
    internal const int SkuFields = 7;
    internal const int RegionFields = 1;
    internal const int MarketFields = 3;
    internal const int ParticipantFields = 2;
    internal const int WorkloadFields = 1;
    internal const int BasketFields = 6;

    private const int ConstituentFields = 3;

    internal static void Write(ref MessagePackWriter writer, in DefineSku sku)
    {
        writer.Write(sku.Code);
        writer.WriteInt64(sku.Lot);
        writer.Write(sku.Gpu);
        writer.Write(sku.FormFactor);
        writer.WriteInt64(sku.MemoryGigabytes);
        writer.Write(sku.Interconnect);
        writer.Write(sku.Tenancy);
    }

    internal static void Write(ref MessagePackWriter writer, in DefineRegion region) => writer.Write(region.Code);

    internal static void Write(ref MessagePackWriter writer, in DefineMarket market)
    {
        writer.Write(market.Market);
        writer.WriteInt64(market.LeadHours);
    }

    internal static void Write(ref MessagePackWriter writer, in DefineParticipant participant)
    {
        writer.Write(participant.Code);
        writer.WriteUInt64((byte)participant.Kind);
    }

    internal static void Write(ref MessagePackWriter writer, in DefineWorkload workload) => writer.Write(workload.Code);

    internal static void Write(ref MessagePackWriter writer, in DefineBasket basket)
    {
        writer.Write(basket.Code);
        writer.WriteInt64(basket.Multiplier);
        writer.WriteInt64(basket.Tick);
        writer.Write(basket.FirstMonth);
        writer.WriteUInt64(basket.ListedMonths);
        ConstituentList constituents = basket.Constituents;
        int listed = BoundedList.WriteHeader(ref writer, constituents.Count, Limits.MaxConstituents);
        for (int i = 0; i < listed; i++)
        {
            writer.WriteArrayHeader(ConstituentFields);
            writer.Write(constituents[i].Market);
            writer.WriteInt64(constituents[i].Share);
        }

        BoundedList.WriteEnd(ref writer, constituents.Count, Limits.MaxConstituents);
    }

    internal static Command Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.DefineSku => Command.Of(header, ReadSku(ref reader)),
        CommandKind.DefineRegion => Command.Of(header, ReadRegion(ref reader)),
        CommandKind.DefineMarket => Command.Of(header, ReadDefineMarket(ref reader)),
        CommandKind.DefineParticipant => Command.Of(header, ReadDefineParticipant(ref reader)),
        CommandKind.DefineWorkload => Command.Of(header, ReadWorkload(ref reader)),
        _ => Command.Of(header, ReadDefineBasket(ref reader)),
    };

    internal static DefineSku ReadSku(ref MessagePackReader reader) => new()
    {
        Code = reader.ReadCode(),
        Lot = reader.ReadInt32(),
        Gpu = reader.ReadOptionalCode(),
        FormFactor = reader.ReadOptionalCode(),
        MemoryGigabytes = reader.ReadInt32(),
        Interconnect = reader.ReadOptionalCode(),
        Tenancy = reader.ReadOptionalCode(),
    };

    internal static DefineRegion ReadRegion(ref MessagePackReader reader) => new() { Code = reader.ReadCode() };

    internal static DefineMarket ReadDefineMarket(ref MessagePackReader reader) =>
        new() { Market = reader.ReadMarket(), LeadHours = reader.ReadInt32() };

    internal static DefineParticipant ReadDefineParticipant(ref MessagePackReader reader) => new()
    {
        Code = reader.ReadCode(),
        Kind = (ParticipantKind)reader.ReadChoice((byte)ParticipantKind.Operator),
    };

    internal static DefineWorkload ReadWorkload(ref MessagePackReader reader) => new() { Code = reader.ReadCode() };

    internal static DefineBasket ReadDefineBasket(ref MessagePackReader reader) => new()
    {
        Code = reader.ReadCode(),
        Multiplier = reader.ReadInt32(),
        Tick = reader.ReadInt64(),
        FirstMonth = reader.ReadMonth(),
        ListedMonths = reader.ReadUInt64(),
        Constituents = ReadConstituents(ref reader),
    };

    private static ConstituentList ReadConstituents(ref MessagePackReader reader)
    {
        ConstituentList constituents = default;
        int count = reader.ReadArrayHeader(Limits.MaxConstituents + 1);
        for (int i = 0; i < count; i++)
            constituents.Add(BoundedList.ReadEnd(ref reader, i, Limits.MaxConstituents) ? default : ReadConstituent(ref reader));
        return constituents;
    }

    private static Constituent ReadConstituent(ref MessagePackReader reader)
    {
        reader.ReadArrayHeaderExactly(ConstituentFields);
        return new Constituent(reader.ReadMarket(), reader.ReadInt32());
    }
}
