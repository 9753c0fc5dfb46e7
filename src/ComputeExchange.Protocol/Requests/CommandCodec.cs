// One encoding for wire, journal and replicas: a command's body is the MessagePack array that the client sent, and the
// engine's own commands are written the same way. Reading is strict, so that a body that was accepted is the only encoding of
// its command: a replay that encodes again gets the same bytes and the same hash.

using System.Runtime.CompilerServices;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Reads and writes commands as [type, requestNumber, field, ...]; allocates nothing and throws nothing.</summary>
public static class CommandCodec
{
    /// <summary>No command's body is longer; the longest is a DefineBasket with all its constituents.</summary>
    public const int MaxBodyBytes = 896;

    /// <summary>Reads a command.</summary>
    /// <param name="body">The MessagePack array exactly as it was sent.</param>
    /// <param name="session">From whom it came; <see cref="SessionId.Engine"/> for the engine's own.</param>
    /// <param name="time">The producer's stamp.</param>
    /// <param name="throttled">Whether the session was over its rate.</param>
    /// <param name="command">The command, its header filled, body hash included; the default value when refused. What lies behind
    /// its body is not touched, so that a place that is used again and again is not cleared each time.</param>
    /// <param name="requestNumber">The session's number of this request, not negative; 0 when refused.</param>
    /// <returns>
    /// None; otherwise why the body is malformed: a wrong type or number of fields, a text too long, an id or choice out of
    /// range, a longer encoding than need be. Numbers that make no sense as an order are not: the core refuses those.
    /// </returns>
    [SkipLocalsInit]
    public static MessagePackError TryDecode(
        ReadOnlySpan<byte> body, SessionId session, EngineTime time, bool throttled, out Command command, out long requestNumber)
    {
        MessagePackReader reader = new(body, MessagePackReaderOptions.Strict);
        int fields = reader.ReadArrayHeader(byte.MaxValue);
        CommandKind kind = CommandForm.KindOf((MessageType)reader.ReadByte());
        if (kind == CommandKind.None) reader.Refuse(MessagePackError.OutOfRange);
        bool hasOption = fields > CommandForm.FieldsOf(kind) && fields == CommandForm.FieldsWithOptionOf(kind);
        if (fields != CommandForm.FieldsOf(kind) && !hasOption) reader.Refuse(MessagePackError.ArrayCountMismatch);
        requestNumber = reader.ReadNumber();
        if (reader.Error == MessagePackError.None)
        {
            CommandHeader header = new()
            {
                Time = time,
                Session = session,
                RequestNumber = requestNumber,
                BodyHash = BodyHash.Of(body),
                IsThrottled = throttled,
            };
            if (kind == CommandKind.SetKillSwitch) command = ControlRequests.ReadKillSwitch(ref reader, header, hasOption);
            else Read(kind, ref reader, header, out command);
            if (reader.Finish() == MessagePackError.None) return MessagePackError.None;
        }

        command = default;
        requestNumber = 0;
        return reader.Error;
    }

    /// <summary>Writes a command: its kind, request number and body. Time, session and hash stay out.</summary>
    /// <param name="command">The command; a header's <see cref="CommandHeader.BodyHash"/> is not looked at.</param>
    /// <param name="into">Where to; <see cref="MaxBodyBytes"/> is always enough.</param>
    /// <returns>The bytes written; 0 when they do not fit or the command is of no kind.</returns>
    public static int Encode(in Command command, Span<byte> into)
    {
        MessageType type = CommandForm.TypeOf(command.Kind);
        if (type == MessageType.None) return 0;
        MessagePackWriter writer = new(into);
        bool hasOption = command.Kind == CommandKind.SetKillSwitch && command.SetKillSwitch.ReduceOnly;
        writer.WriteArrayHeader(hasOption ? CommandForm.FieldsWithOptionOf(command.Kind) : CommandForm.FieldsOf(command.Kind));
        writer.WriteUInt64((byte)type);
        writer.WriteInt64(command.Header.RequestNumber);
        if (command.Kind == CommandKind.NewOrder) NewOrderRequest.Write(ref writer, command.NewOrder);
        else Write(ref writer, command);
        return writer.Error == MessagePackError.None ? writer.Position : 0;
    }

    /// <summary>
    /// Whether a client may send such a message as a numbered request at all; who may have it done, the core decides. What is
    /// left are the engine's own commands: time, connects and disconnects.
    /// </summary>
    public static bool IsRequest(MessageType type) => type is >= MessageType.NewOrder and <= MessageType.OpenSession
        && CommandForm.KindOf(type) != CommandKind.None;

    /// <summary>The message type of a kind of command; <see cref="MessageType.None"/> for none.</summary>
    public static MessageType TypeOf(CommandKind kind) => CommandForm.TypeOf(kind);

    /// <summary>What comes by the million is read into its place; a command handed back by value is cleared and copied whole,
    /// which takes longer than reading it.</summary>
    [SkipLocalsInit]
    private static void Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header, out Command into)
    {
        switch (kind)
        {
            case CommandKind.NewOrder:
                NewOrderRequest.Read(ref reader, header, out into);
                break;
            case CommandKind.CancelOrder:
                Command.Put(out into, header, OrderRequests.ReadCancel(ref reader));
                break;
            case CommandKind.ReplaceOrder:
                Command.Put(out into, header, OrderRequests.ReadReplace(ref reader));
                break;
            default:
                into = ReadRarer(kind, ref reader, header);
                break;
        }
    }

    /// <summary>Each family reads in a method of its own: the temporaries of one that holds them all would fill pages.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Command ReadRarer(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.MassCancel or CommandKind.Quote => OrderRequests.Read(kind, ref reader, header),
        CommandKind.Tick => Command.Tick(header),
        <= CommandKind.DefineBasket => ReferenceRequests.Read(kind, ref reader, header),
        <= CommandKind.Settle => ControlRequests.Read(kind, ref reader, header),
        <= CommandKind.SetFees => HedgingRequests.Read(kind, ref reader, header),
        _ => SessionRequests.Read(kind, ref reader, header),
    };

    private static void Write(ref MessagePackWriter writer, in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.ReplaceOrder: OrderRequests.Write(ref writer, command.ReplaceOrder); break;
            case CommandKind.CancelOrder: OrderRequests.Write(ref writer, command.CancelOrder); break;
            case CommandKind.MassCancel: OrderRequests.Write(ref writer, command.MassCancel); break;
            case CommandKind.Quote: OrderRequests.Write(ref writer, command.Quote); break;
            case CommandKind.DefineSku: ReferenceRequests.Write(ref writer, command.DefineSku); break;
            case CommandKind.DefineRegion: ReferenceRequests.Write(ref writer, command.DefineRegion); break;
            case CommandKind.DefineMarket: ReferenceRequests.Write(ref writer, command.DefineMarket); break;
            case CommandKind.DefineParticipant: ReferenceRequests.Write(ref writer, command.DefineParticipant); break;
            case CommandKind.DefineWorkload: ReferenceRequests.Write(ref writer, command.DefineWorkload); break;
            case CommandKind.DefineBasket: ReferenceRequests.Write(ref writer, command.DefineBasket); break;
            case CommandKind.SetCreditLine: ControlRequests.Write(ref writer, command.SetCreditLine); break;
            case CommandKind.SetKillSwitch: ControlRequests.Write(ref writer, command.SetKillSwitch); break;
            case CommandKind.SetHalt: ControlRequests.Write(ref writer, command.SetHalt); break;
            case CommandKind.SetPreTradeLimits: ControlRequests.Write(ref writer, command.SetPreTradeLimits); break;
            case CommandKind.SetPriceCollar: ControlRequests.Write(ref writer, command.SetPriceCollar); break;
            case CommandKind.SetOrderCaps: ControlRequests.Write(ref writer, command.SetOrderCaps); break;
            case CommandKind.SetMarketMakerProtection: ControlRequests.Write(ref writer, command.SetMarketMakerProtection); break;
            case CommandKind.Settle: ControlRequests.Write(ref writer, command.Settle); break;
            case CommandKind.SetReferencePrice: HedgingRequests.Write(ref writer, command.SetReferencePrice); break;
            case CommandKind.SetIndexValue: HedgingRequests.Write(ref writer, command.SetIndexValue); break;
            case CommandKind.SetHedgeRatio: HedgingRequests.Write(ref writer, command.SetHedgeRatio); break;
            case CommandKind.SetHedging: HedgingRequests.Write(ref writer, command.SetHedging); break;
            case CommandKind.SetFees: HedgingRequests.Write(ref writer, command.SetFees); break;
            case CommandKind.OpenSession: SessionRequests.Write(ref writer, command.OpenSession); break;
            case CommandKind.ConnectSession: SessionRequests.Write(ref writer, command.ConnectSession); break;
            case CommandKind.DisconnectSession: SessionRequests.Write(ref writer, command.DisconnectSession); break;
        }
    }
}
