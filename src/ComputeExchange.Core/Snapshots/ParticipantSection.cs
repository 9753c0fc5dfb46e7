using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Participants in id order: kind, switches, limits, fees, hedging.</summary>
internal static class ParticipantSection
{
    private const int LimitBytes = 2 * sizeof(int) + sizeof(long);
    private const int FeeBytes = 2 * sizeof(long);
    private const int HedgingBytes = 1 + 2 * sizeof(int) + 3 * sizeof(long);
    private const int Bytes = FieldSize.Code + 2 + LimitBytes + FeeBytes + HedgingBytes;

    private const byte NotKilled = 0;
    private const byte Killed = 1;
    private const byte KilledButMayReduce = 2;

    public static void Write(BlockWriter writer, ReferenceData reference)
    {
        writer.Begin(SnapshotSection.Participants);
        writer.Count(reference.Participants.Count);
        for (int id = 1; id <= reference.Participants.Count; id++)
            Write(writer.Piece(Bytes), reference.Participants[id]!);
    }

    public static void Read(BlockReader reader, ReferenceData reference)
    {
        reader.Begin(SnapshotSection.Participants);
        for (int left = reader.Count(); left > 0; left--)
        {
            CodeSections.RequireRoom(reference.Participants);
            Participant participant = Read(reader.Piece(Bytes), new ParticipantId(reference.Participants.NextId));
            reference.Participants.Add(participant.Code, participant);
        }
    }

    private static void Write(FieldWriter fields, Participant participant)
    {
        fields.Code(participant.Code);
        fields.Byte((byte)participant.Kind);
        fields.Byte(participant.MayReduce ? KilledButMayReduce : participant.IsKilled ? Killed : NotKilled);
        fields.Int32(participant.PreTradeLimits.MaxGpus);
        fields.Int32(participant.PreTradeLimits.MaxLots);
        fields.Int64(participant.PreTradeLimits.MaxValue.Units);
        fields.Int64(participant.Fees.ForwardMicrosPerGpuHour);
        fields.Int64(participant.Fees.BasketMicrosPerLot);
        SetHedging hedging = participant.Hedging;
        fields.Bool(hedging.On);
        fields.Int32(hedging.MaxLots);
        fields.Int32(hedging.TicksThrough);
        fields.Int64(hedging.PsiMicros);
        fields.Int64(hedging.EtaNanos);
        fields.Int64(hedging.LambdaPicos);
    }

    private static Participant Read(FieldReader fields, ParticipantId id)
    {
        Participant participant = new(id, fields.Code(), (ParticipantKind)fields.Byte());
        byte killSwitch = fields.Byte();
        SnapshotFormat.Require(killSwitch <= KilledButMayReduce, "a kill switch is neither off nor on");
        participant.IsKilled = killSwitch != NotKilled;
        participant.MayReduce = killSwitch == KilledButMayReduce;
        ReadSettings(fields, participant);
        return participant;
    }

    private static void ReadSettings(FieldReader fields, Participant participant)
    {
        ParticipantId id = participant.Id;
        participant.PreTradeLimits = new SetPreTradeLimits
        {
            Participant = id,
            MaxGpus = fields.Int32(),
            MaxLots = fields.Int32(),
            MaxValue = new Money(fields.Int64()),
        };
        participant.Fees = new SetFees
        {
            Participant = id,
            ForwardMicrosPerGpuHour = fields.Int64(),
            BasketMicrosPerLot = fields.Int64(),
        };
        participant.Hedging = new SetHedging
        {
            Participant = id,
            On = fields.Bool(),
            MaxLots = fields.Int32(),
            TicksThrough = fields.Int32(),
            PsiMicros = fields.Int64(),
            EtaNanos = fields.Int64(),
            LambdaPicos = fields.Int64(),
        };
    }
}
