using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>
/// The fields of a new order behind type and request number. The window terms stand in an array of their own that is nil when
/// there are none, so that an order without them does not pay for them.
/// </summary>
internal static class NewOrderRequest
{
    internal const int Fields = 15;

    private const int WindowTermFields = 8;
    private const int AlternativeFields = 3;

    private const GivenTerms WindowTerms =
        GivenTerms.Divisible | GivenTerms.MaxParts | GivenTerms.MinSlice | GivenTerms.LatestStart | GivenTerms.Step;

    internal static void Write(ref MessagePackWriter writer, in NewOrder order)
    {
        writer.Write(order.Participant);
        writer.Write(order.ClOrdId);
        writer.Write(order.Instrument);
        writer.WriteUInt64((byte)order.Side);
        writer.WriteUInt64((byte)order.Type);
        writer.WriteUInt64((byte)order.TimeInForce);
        writer.WriteInt64(order.Quantity);
        writer.WriteTerm(order.Has(GivenTerms.Price), order.LimitTicks);
        writer.WriteUInt64((byte)order.SelfMatch);
        writer.WriteBoolean(order.PostOnly);
        writer.WriteBoolean(order.AllOrNone);
        writer.WriteTerm(order.Has(GivenTerms.MinQuantity), order.MinQuantity);
        writer.WriteTerm(order.Has(GivenTerms.DisplayQuantity), order.DisplayQuantity);
        writer.WriteTerm(order.Has(GivenTerms.ExpireTime), order.ExpireTime.Nanos);
        if (HasWindowTerms(order)) WriteWindowTerms(ref writer, order);
        else writer.WriteNil();
    }

    internal static void Read(ref MessagePackReader reader, in CommandHeader header, out Command into)
    {
        GivenTerms given = GivenTerms.None;
        NewOrder order = new()
        {
            Participant = reader.ReadParticipant(),
            ClOrdId = reader.ReadClOrdId(),
            Instrument = reader.ReadInstrument(),
            Side = (Side)reader.ReadChoice((byte)Side.Sell),
            Type = (OrderType)reader.ReadChoice((byte)OrderType.Market),
            TimeInForce = (TimeInForce)reader.ReadChoice((byte)TimeInForce.FillOrKill),
            Quantity = reader.ReadInt64(),
            LimitTicks = reader.ReadTerm(GivenTerms.Price, ref given),
            SelfMatch = (SelfMatchInstruction)reader.ReadChoice((byte)SelfMatchInstruction.CancelBoth),
            PostOnly = reader.ReadBoolean(),
            AllOrNone = reader.ReadBoolean(),
            MinQuantity = reader.ReadTerm(GivenTerms.MinQuantity, ref given),
            DisplayQuantity = reader.ReadTerm(GivenTerms.DisplayQuantity, ref given),
            ExpireTime = new EngineTime(reader.ReadTerm(GivenTerms.ExpireTime, ref given)),
            Given = given,
        };
        if (!reader.TryReadNil()) order = ReadWindowTerms(ref reader, order);
        Command.Put(out into, header, order);
    }

    private static bool HasWindowTerms(in NewOrder order) =>
        (order.Given & WindowTerms) != 0 || order.Workload.Value != 0
        || order.Supports.Count != 0 || order.Alternatives.Count != 0;

    private static void WriteWindowTerms(ref MessagePackWriter writer, in NewOrder order)
    {
        writer.WriteArrayHeader(WindowTermFields);
        writer.WriteTerm(order.Has(GivenTerms.Divisible), order.Divisible);
        writer.WriteTerm(order.Has(GivenTerms.MaxParts), order.MaxParts);
        writer.WriteTerm(order.Has(GivenTerms.MinSlice), order.MinSlice);
        writer.WriteTerm(order.Has(GivenTerms.LatestStart), order.LatestStartHour);
        writer.WriteTerm(order.Has(GivenTerms.Step), order.Step);
        writer.WriteOptionalNumber(order.Workload.Value);
        WorkloadSet supports = order.Supports;
        int named = BoundedList.WriteHeader(ref writer, supports.Count, Limits.MaxSupportedWorkloads);
        for (int i = 0; i < named; i++) writer.WriteUInt64(supports[i].Value);
        BoundedList.WriteEnd(ref writer, supports.Count, Limits.MaxSupportedWorkloads);
        AlternativeList alternatives = order.Alternatives;
        int listed = BoundedList.WriteHeader(ref writer, alternatives.Count, Limits.MaxAlternatives);
        for (int i = 0; i < listed; i++)
        {
            writer.WriteArrayHeader(AlternativeFields);
            writer.Write(alternatives[i].Market);
            writer.WriteInt64(alternatives[i].LimitTicks);
        }

        BoundedList.WriteEnd(ref writer, alternatives.Count, Limits.MaxAlternatives);
    }

    private static NewOrder ReadWindowTerms(ref MessagePackReader reader, in NewOrder plain)
    {
        reader.ReadArrayHeaderExactly(WindowTermFields);
        GivenTerms given = plain.Given;
        NewOrder order = plain with
        {
            Divisible = reader.ReadNarrowTerm(GivenTerms.Divisible, ref given),
            MaxParts = reader.ReadNarrowTerm(GivenTerms.MaxParts, ref given),
            MinSlice = reader.ReadNarrowTerm(GivenTerms.MinSlice, ref given),
            LatestStartHour = reader.ReadNarrowTerm(GivenTerms.LatestStart, ref given),
            Step = reader.ReadNarrowTerm(GivenTerms.Step, ref given),
            Workload = new WorkloadId((ushort)reader.ReadOptionalNumber(ushort.MaxValue)),
            Supports = ReadSupports(ref reader),
            Alternatives = ReadAlternatives(ref reader),
            Given = given,
        };

        // An array that says nothing has a shorter form: nil.
        if (!HasWindowTerms(order)) reader.Refuse(MessagePackError.NotCanonical);
        return order;
    }

    private static WorkloadSet ReadSupports(ref MessagePackReader reader)
    {
        WorkloadSet supports = default;
        int count = reader.ReadArrayHeader(Limits.MaxSupportedWorkloads + 1);
        for (int i = 0; i < count; i++)
        {
            bool isEnd = BoundedList.ReadEnd(ref reader, i, Limits.MaxSupportedWorkloads);
            supports.Add(isEnd ? default : new WorkloadId(reader.ReadUInt16()));
        }

        return supports;
    }

    private static AlternativeList ReadAlternatives(ref MessagePackReader reader)
    {
        AlternativeList alternatives = default;
        int count = reader.ReadArrayHeader(Limits.MaxAlternatives + 1);
        for (int i = 0; i < count; i++)
            alternatives.Add(BoundedList.ReadEnd(ref reader, i, Limits.MaxAlternatives) ? default : ReadAlternative(ref reader));
        return alternatives;
    }

    private static Alternative ReadAlternative(ref MessagePackReader reader)
    {
        reader.ReadArrayHeaderExactly(AlternativeFields);
        return new Alternative(reader.ReadMarket(), reader.ReadInt64());
    }
}
