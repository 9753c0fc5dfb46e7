using static ComputeExchange.Gateway.Tests.Hostile.Attack;
using static ComputeExchange.Protocol.DisconnectReason;

namespace ComputeExchange.Gateway.Tests.Hostile;

/// <summary>What is known to break readers of binary messages, one by one.</summary>
internal static class AttackList
{
    private const int RequestNumber = 1;
    private const int Participant = 2;
    private const int Id = 3;
    private const int Traded = 4;
    private const int Side = 5;
    private const int Quantity = 8;
    private const int Price = 9;
    private const int PostOnly = 11;
    private const int WindowTerms = 16;
    private const int LongestBody = 65_536;

    private static readonly byte[] Heartbeat = [0x91, (byte)MessageType.Heartbeat];
    private static readonly byte[] MostUnsigned = [0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    private static readonly byte[] LeastSigned = [0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] MostSigned = [0xcf, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    private static readonly byte[] NotANumber = [0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Infinity = [0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0];

    public static IReadOnlyList<Attack> All { get; } =
        [.. Frames(), .. Lengths(), .. Depths(), .. Texts(), .. Numbers(), .. Shapes()];

    private static IEnumerable<Attack> Frames() =>
    [
        new("a frame of no bytes", BadFrame, Prefixed(0)),
        new("a stream of zeros", BadFrame, Many(LongestBody, 0)),
        new("a frame of 2^32 - 1 bytes", FrameTooLong, Prefixed(uint.MaxValue, 0x91)),
        new("a frame of 2^31 bytes", FrameTooLong, Prefixed(1u << 31, 0x91)),
        new("a frame of 2^31 - 1 bytes", FrameTooLong, Prefixed(int.MaxValue, 0x91)),
        new("a frame of one byte too many", FrameTooLong, Prefixed(LongestBody + 1)),
        new("a frame of 2^32 - 1 bytes in place of a logon", FrameTooLong, Prefixed(uint.MaxValue), BeforeLogon: true),
        new("the longest frame, of a byte that MessagePack never uses", MalformedMessage, Framed(Many(LongestBody, 0xc1))),
        new("a request of the web", FrameTooLong, "GET / HTTP/1.1\r\n\r\n"u8.ToArray()),
        new("the beginning of TLS where none is spoken", FrameTooLong,
            [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3], BeforeLogon: true),
        new("two messages in one frame", MalformedMessage, Framed([.. Heartbeat, .. Heartbeat])),
        new("a byte behind the message", MalformedMessage, Framed([.. Cancel, 0xc0])),
        new("thousands of heartbeats at once", None, [.. Enumerable.Repeat(Framed(Heartbeat), 5_000).SelectMany(each => each)]),
    ];

    private static IEnumerable<Attack> Lengths() =>
    [
        new("a list of 2^32 - 1 fields", MalformedMessage, Framed(0xdd, 0xff, 0xff, 0xff, 0xff, (byte)MessageType.NewOrder)),
        new("a list of 65,535 fields", MalformedMessage, Framed(0xdc, 0xff, 0xff, (byte)MessageType.NewOrder)),
        new("a map of 2^32 - 1 pairs", MalformedMessage, Framed(0xdf, 0xff, 0xff, 0xff, 0xff)),
        new("a text of 2^32 - 1 bytes", MalformedMessage, With(Cancel, Id, 0xdb, 0xff, 0xff, 0xff, 0xff, (byte)'a')),
        new("a binary of 2^32 - 1 bytes", MalformedMessage, With(Cancel, Id, 0xc6, 0xff, 0xff, 0xff, 0xff, 1)),
        new("an extension of 2^32 - 1 bytes", MalformedMessage, With(Cancel, Id, 0xc9, 0xff, 0xff, 0xff, 0xff, 1)),
        new("a logon whose answer has 2^32 - 1 bytes", MalformedMessage,
            Framed(0x99, (byte)MessageType.Logon, 1, 0xa1, (byte)'a', 0xc0, 0xc6, 0xff, 0xff, 0xff, 0xff), BeforeLogon: true),
        new("window terms of 2^32 - 1 entries", MalformedMessage, With(Order, WindowTerms, 0xdd, 0xff, 0xff, 0xff, 0xff)),
        new("alternatives over their limit", MalformedMessage,
            With(Order, WindowTerms, [0x98, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0x90, 0x9f, .. Many(15, 0xc0)])),
    ];

    private static IEnumerable<Attack> Depths() =>
    [
        new("lists, 65,536 deep", MalformedMessage, Framed(Many(LongestBody, 0x91))),
        new("maps, 65,536 deep", MalformedMessage, Framed(Many(LongestBody, 0x81))),
        new("lists, 60,000 deep, in a field", MalformedMessage, With(Order, Traded, Many(60_000, 0x91))),
        new("lists, 60,000 deep, in place of a logon", MalformedMessage, Framed(Many(60_000, 0x91)), BeforeLogon: true),
    ];

    private static IEnumerable<Attack> Texts() =>
    [
        new("a text in an overlong encoding", MalformedMessage, With(Cancel, Id, 0xa2, 0xc0, 0x80)),
        new("half of a surrogate pair", MalformedMessage, With(Cancel, Id, 0xa3, 0xed, 0xa0, 0x80)),
        new("a text that is cut within a character", MalformedMessage, With(Cancel, Id, 0xa1, 0xe2)),
        new("letters that are not of ASCII", MalformedMessage, With(Cancel, Id, 0xa2, 0xc3, 0xa9)),
        new("a zero byte within a text", MalformedMessage, With(Cancel, Id, 0xa3, (byte)'a', 0, (byte)'b')),
        new("a line feed, to forge a line of the log", MalformedMessage, With(Cancel, Id, 0xa2, (byte)'a', (byte)'\n')),
        new("no text at all", MalformedMessage, With(Cancel, Id, 0xa0)),
        new("an id of 21 characters", MalformedMessage, With(Cancel, Id, Text(21))),
        new("an id of 60,000 characters", MalformedMessage, With(Cancel, Id, Text(60_000))),
        new("a binary where a text belongs", MalformedMessage, With(Cancel, Id, 0xc4, 1, (byte)'a')),
        new("a path in place of a session's name", WrongKey, Logon("../../etc/passwd"), BeforeLogon: true),
    ];

    private static IEnumerable<Attack> Numbers() =>
    [
        new("a price that is not a number", MalformedMessage, With(Order, Price, NotANumber)),
        new("a price without end", MalformedMessage, With(Order, Price, Infinity)),
        new("a quantity in floating point", MalformedMessage, With(Order, Quantity, 0xca, 0x41, 0, 0, 0)),
        new("a participant over 16 bits", MalformedMessage, With(Order, Participant, 0xce, 0, 1, 0, 0)),
        new("a participant below zero", MalformedMessage, With(Order, Participant, 0xff)),
        new("a quantity over 63 bits", MalformedMessage, With(Order, Quantity, MostUnsigned)),
        new("a request number over 63 bits", MalformedMessage, With(Order, RequestNumber, MostUnsigned)),
        new("a request number below zero", MalformedMessage, With(Order, RequestNumber, 0xff)),
        new("the last request number there is", None, With(Order, RequestNumber, MostSigned)),
        new("a number longer than need be", MalformedMessage, With(Order, Participant, 0xcc, 1)),
        new("a positive number as a signed one", MalformedMessage, With(Order, Quantity, 0xd3, 0, 0, 0, 0, 0, 0, 0, 8)),
        new("the least quantity there is", None, With(Order, Quantity, LeastSigned)),
        new("the highest price there is", None, With(Order, Price, MostSigned)),
        new("the highest quantity at the highest price", None, With(With(Order, Quantity, MostSigned)[4..], Price, MostSigned)),
        new("a side that there is not", MalformedMessage, With(Order, Side, 3)),
        new("a number where a flag belongs", MalformedMessage, With(Order, PostOnly, 1)),
        new("a flag where a number belongs", MalformedMessage, With(Order, Quantity, 0xc3)),
        new("nothing where a number belongs", MalformedMessage, With(Order, Quantity, 0xc0)),
    ];

    private static IEnumerable<Attack> Shapes() =>
    [
        new("an extension type", MalformedMessage, With(Order, Quantity, 0xd4, 1, 8)),
        new("a timestamp", MalformedMessage, With(Order, Price, 0xd6, 0xff, 0, 0, 0, 1)),
        new("a map in place of a message", MalformedMessage, Framed(0x81, (byte)MessageType.NewOrder, 1)),
        new("a message of no type", UnexpectedMessage, Framed(0x91, 0)),
        new("a type alone", MalformedMessage, Framed(0x91, (byte)MessageType.NewOrder)),
        new("a type as a text", MalformedMessage, Framed(0x91, 0xa1, (byte)'@')),
        new("an instrument of three", MalformedMessage, With(Order, Traded, 0x93, 1, 1, 1)),
        new("an instrument of the end of time", None, With(Order, Traded, 0x94, 1, 1, 0xce, 0x7f, 0xff, 0xff, 0xff, 24)),
        new("a field too few", MalformedMessage, Framed([0x93, .. Cancel.AsSpan(1, Cancel.Length - 4)])),
        new("window terms that say nothing", MalformedMessage,
            With(Order, WindowTerms, 0x98, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0x90, 0x90)),
        new("time, which is the engine's to tell", UnexpectedMessage, Framed(0x92, (byte)MessageType.Tick, 1)),
        new("another session's end", UnexpectedMessage, Framed(0x93, (byte)MessageType.DisconnectSession, 1, 2)),
        new("what only the server says", UnexpectedMessage, Framed(0x91, (byte)MessageType.LogonAccepted)),
        new("a second logon", UnexpectedMessage, Logon(TestVenue.BetaSession)),
    ];

    private static byte[] Logon(string session)
    {
        byte[] body = new byte[256];
        Logon logon = new() { ProtocolVersion = ProtocolVersion.Current, SessionName = Code.Parse(session) };
        return Framed(body.AsSpan(0, MessageCodec.Encode(logon, body)));
    }
}
