using System.Globalization;
using System.Text;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>What the hedger sends for a dealer: the opening of its hedge session, and numbered hedge orders on it.</summary>
internal static class HedgeRequest
{
    /// <summary>The name of a dealer's hedge session: its code behind the reserved prefix; of a code too long for that, its
    /// id.</summary>
    public static Code SessionName(Code dealer, ParticipantId id)
    {
        ReadOnlySpan<byte> prefix = ReservedNames.HedgeSessionPrefix;
        Span<byte> name = stackalloc byte[Code.MaxLength + Code.MaxLength];
        prefix.CopyTo(name);
        int length = prefix.Length + dealer.CopyTo(name[prefix.Length..]);
        return Code.TryParse(name[..length], out Code code)
            ? code
            : Code.Parse($"{Encoding.ASCII.GetString(prefix)}~{id.Value.ToString(CultureInfo.InvariantCulture)}");
    }

    public static Command Open(ParticipantId dealer, Code name, EngineTime time) =>
        Command.Of(
            new CommandHeader { Time = time, Session = SessionId.Engine },
            new OpenSession { Participant = dealer, Name = name });

    /// <summary>A hedge order as a request: number and order decide every byte of it, so that deciding again repeats
    /// it.</summary>
    public static Command Order(
        ParticipantId dealer, SessionId session, long number, Instrument contract, long lots, long limitTicks, EngineTime time)
    {
        NewOrder order = new()
        {
            Participant = dealer,
            ClOrdId = ClOrdIdOf(number),
            Instrument = contract,
            Side = lots > 0 ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.ImmediateOrCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = Math.Abs(lots),
            LimitTicks = limitTicks,
        };
        CommandHeader header = new() { Time = time, Session = session, RequestNumber = number, BodyHash = HashOf(order) };
        return Command.Of(header, order);
    }

    private static ClOrdId ClOrdIdOf(long number)
    {
        Span<byte> text = stackalloc byte[ClOrdId.MaxLength + 2];
        ReadOnlySpan<byte> prefix = ReservedNames.HedgeOrderPrefix;
        prefix.CopyTo(text);
        number.TryFormat(text[prefix.Length..], out int digits, default, CultureInfo.InvariantCulture);
        return ClOrdId.TryParse(text[..(prefix.Length + digits)], out ClOrdId id)
            ? id
            : throw new InvalidOperationException($"Request {number} is beyond every hedge session.");
    }

    /// <summary>FNV-1a over the fields that differ between hedge orders of one number.</summary>
    private static ulong HashOf(in NewOrder order)
    {
        const ulong Offset = 14_695_981_039_346_656_037;
        ulong hash = Offset;
        foreach (long field in (ReadOnlySpan<long>)
            [order.Participant.Value, order.Instrument.Basket.Value, order.Instrument.Month.Index, (long)order.Side,
             order.Quantity, order.LimitTicks])
            hash = unchecked((hash ^ (ulong)field) * 1_099_511_628_211);
        return hash;
    }
}
