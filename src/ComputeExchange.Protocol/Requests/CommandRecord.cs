using System.Buffers.Binary;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>What the journal keeps of a command: a small header, then the body exactly as it was sent.</summary>
/// <remarks>
/// All little-endian. Length and checksum are the journal's own and stand before this.
/// <code>
/// offset  size  meaning
/// 0       8     engine time, i64, nanoseconds since the Unix epoch
/// 8       2     session, u16; 0 is the engine's own
/// 10      1     flags: bit 0, the session was over its rate; bit 1, a decision and no command, see below; the others are 0
/// 11      1     version of this header: 1
/// 12      ...   the body: [type, requestNumber, field, ...], at most <see cref="CommandCodec.MaxBodyBytes"/>
/// </code>
/// A decision of the operator: its session is 0, its body the sequence (i64) of an earlier command that is not carried out.
/// </remarks>
public static class CommandRecord
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderBytes = 12;

    /// <summary>No record is longer.</summary>
    public const int MaxBytes = HeaderBytes + CommandCodec.MaxBodyBytes;

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const byte Version = 1;

    private const int TimeOffset = 0;
    private const int SessionOffset = 8;
    private const int FlagsOffset = 10;
    private const int VersionOffset = 11;
    private const byte ThrottledFlag = 1;
    private const byte SkipFlag = 2;

    /// <summary>Writes the header; the body stands, or will stand, behind it at <see cref="HeaderBytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is shorter than <see cref="HeaderBytes"/>.</exception>
    public static void WriteHeader(Span<byte> record, EngineTime time, SessionId session, bool throttled)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(record.Length, HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(record[TimeOffset..], time.Nanos);
        BinaryPrimitives.WriteUInt16LittleEndian(record[SessionOffset..], session.Value);
        record[FlagsOffset] = throttled ? ThrottledFlag : (byte)0;
        record[VersionOffset] = Version;
    }

    /// <summary>Writes header and body of a command.</summary>
    /// <returns>The bytes of the record; 0 when it does not fit or the command is of no kind.</returns>
    public static int Write(in Command command, Span<byte> into)
    {
        if (into.Length < HeaderBytes) return 0;
        int bodyBytes = CommandCodec.Encode(command, into[HeaderBytes..]);
        if (bodyBytes == 0) return 0;
        WriteHeader(into, command.Header.Time, command.Header.Session, command.Header.IsThrottled);
        return HeaderBytes + bodyBytes;
    }

    /// <summary>The bytes of a decision to skip a command.</summary>
    public const int SkipBytes = HeaderBytes + sizeof(long);

    /// <summary>Writes the decision that a command is not carried out, now and in every replay.</summary>
    /// <param name="record">Receives <see cref="SkipBytes"/> bytes.</param>
    /// <param name="time">When it was decided.</param>
    /// <param name="sequence">The command, from 1.</param>
    public static void WriteSkip(Span<byte> record, EngineTime time, long sequence)
    {
        WriteHeader(record, time, SessionId.Engine, throttled: false);
        record[FlagsOffset] = SkipFlag;
        BinaryPrimitives.WriteInt64LittleEndian(record[HeaderBytes..], sequence);
    }

    /// <summary>Whether a record is the decision that a command is not carried out, and which.</summary>
    public static bool IsSkip(ReadOnlySpan<byte> record, out long sequence)
    {
        bool isSkip = record.Length == SkipBytes && record[FlagsOffset] == SkipFlag && record[VersionOffset] == Version;
        sequence = isSkip ? BinaryPrimitives.ReadInt64LittleEndian(record[HeaderBytes..]) : 0;
        return isSkip;
    }

    /// <summary>Reads a record back into the command that was applied, body hash included; the default value when refused.</summary>
    /// <returns>
    /// None; <see cref="MessagePackError.Truncated"/> for a record without a whole header,
    /// <see cref="MessagePackError.OutOfRange"/> for a version or flag that is not known; otherwise what is wrong with the body.
    /// </returns>
    public static MessagePackError TryRead(ReadOnlySpan<byte> record, out Command command)
    {
        byte flags = record.Length < HeaderBytes ? (byte)0 : record[FlagsOffset];
        if (record.Length < HeaderBytes || record[VersionOffset] != Version || (flags & ~ThrottledFlag) != 0)
        {
            command = default;
            return record.Length < HeaderBytes ? MessagePackError.Truncated : MessagePackError.OutOfRange;
        }

        EngineTime time = new(BinaryPrimitives.ReadInt64LittleEndian(record[TimeOffset..]));
        SessionId session = new(BinaryPrimitives.ReadUInt16LittleEndian(record[SessionOffset..]));
        return CommandCodec.TryDecode(record[HeaderBytes..], session, time, (flags & ThrottledFlag) != 0, out command, out _);
    }
}
