using ComputeExchange.Gateway.Transport;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Gateway.Tests.Venue;

/// <summary>A client that says exactly what a test tells it to, and keeps every message it gets.</summary>
internal sealed class WireClient(IVenue venue, IConnection connection)
{
    private static readonly FrameWriter Frames = new(1 << 20);

    private readonly List<byte> _received = [];
    private readonly List<byte[]> _bodies = [];
    private long _lastRequest;

    /// <summary>Every message so far, in order.</summary>
    public IReadOnlyList<byte[]> Bodies
    {
        get
        {
            Receive();
            return _bodies;
        }
    }

    /// <summary>The types of every message so far, in order.</summary>
    public IEnumerable<MessageType> Types => Bodies.Select(TypeOf);

    /// <summary>Every report so far, in order.</summary>
    public IReadOnlyList<ExecutionReport> Reports =>
        [.. Bodies.Where(IsReport).Select(ReportOf)];

    /// <summary>The numbers of every report so far, in order.</summary>
    public IEnumerable<long> ReportNumbers => Reports.Select(report => report.ReportNumber);

    /// <summary>Why the session ended, if it did and said so.</summary>
    public DisconnectReason EndReason => All<Disconnected>().Select(ended => ended.Reason)
        .Concat(All<LogonRefused>().Select(refused => refused.Reason)).SingleOrDefault();

    /// <summary>Whether the server has closed the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether it reads what it is sent.</summary>
    public bool Reads { get; set; } = true;

    /// <summary>Every message of one type so far, in order.</summary>
    public IReadOnlyList<T> All<T>() where T : struct, IMessage<T> =>
        [.. Bodies.Where(body => TypeOf(body) == T.Type).Select(Decode<T>)];

    /// <summary>The only message of one type.</summary>
    public T Single<T>() where T : struct, IMessage<T> => Assert.Single(All<T>());

    /// <summary>Forgets what it got so far.</summary>
    public void Forget()
    {
        Receive();
        _bodies.Clear();
    }

    public void LogOn(string session, long lastReport = 0, Func<Logon, Logon>? change = null)
    {
        Code name = Code.Parse(session);
        byte[] secret = venue.Keys.Find(name)?.Secret.ToArray() ?? new byte[LogonAnswer.KeyBytes];
        Logon logon = new()
        {
            ProtocolVersion = ProtocolVersion.Current,
            SessionName = name,
            Answer = LogonAnswer.Of(secret, All<Hello>()[^1].Nonce, name),
            LastReportNumber = lastReport,
        };
        Send(change is null ? logon : change(logon));
        if (All<LogonAccepted>() is [.., { } accepted])
            _lastRequest = accepted.LastRequestNumber;
    }

    /// <summary>Sends a request under the next number.</summary>
    public long Request(NewOrder order) => Request(Command.Of(default, order));

    /// <summary>Sends a request under the next number.</summary>
    public long Request(in Command command)
    {
        RequestAs(_lastRequest + 1, command);
        return ++_lastRequest;
    }

    /// <summary>Sends a request under a number of the test's.</summary>
    public void RequestAs(long number, in Command command)
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        Command numbered = command.With(new CommandHeader { RequestNumber = number });
        SendBody(body.AsSpan(0, CommandCodec.Encode(numbered, body)));
    }

    public void Send<T>(in T message) where T : struct, IMessage<T>
    {
        byte[] body = new byte[4_096];
        SendBody(body.AsSpan(0, MessageCodec.Encode(message, body)));
    }

    public void SendBody(ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[Frame.PrefixBytes + body.Length];
        body.CopyTo(Frames.BodyOf(frame));
        Frames.Seal(frame, body.Length);
        SendBytes(frame);
    }

    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        SendWithoutPump(bytes);
        venue.Pump();
    }

    /// <summary>Sends without letting anybody take it in yet.</summary>
    private void SendWithoutPump(ReadOnlySpan<byte> bytes)
    {
        int sent = connection.TrySend(bytes);
        Assert.True(sent == bytes.Length || sent == IConnection.Ended);
    }

    /// <summary>The line is cut without a word.</summary>
    public void Cut()
    {
        Receive();
        connection.Close();
        venue.Pump();
    }

    /// <summary>The line is cut, and nobody has noticed yet.</summary>
    public void CutUnnoticed() => connection.Close();

    public static MessageType TypeOf(byte[] body)
    {
        Assert.Equal(MessagePackError.None, MessageCodec.TryPeek(body, out MessageType type));
        return type;
    }

    private static T Decode<T>(byte[] body) where T : struct, IMessage<T>
    {
        Assert.Equal(MessagePackError.None, MessageCodec.TryDecode(body, out T message));
        return message;
    }

    private static bool IsReport(byte[] body) =>
        TypeOf(body) is >= MessageType.OrderAccepted and <= MessageType.RequestRejected;

    private static ExecutionReport ReportOf(byte[] body)
    {
        Assert.Equal(MessagePackError.None, ExecutionReportCodec.TryDecode(body, out ExecutionReport report));
        return report;
    }

    private void Receive()
    {
        if (!Reads)
            return;
        byte[] bytes = new byte[64 * 1024];
        while (connection.TryReceive(bytes) is var count && count != 0)
        {
            if (count < 0)
            {
                IsClosed = true;
                break;
            }

            _received.AddRange(bytes.AsSpan(0, count));
            venue.Pump();
        }

        FrameReader frames = new(1 << 20);
        byte[] all = [.. _received];
        int at = 0;
        while (frames.Read(all.AsSpan(at), out ReadOnlySpan<byte> body, out int frameBytes) == FrameStatus.Complete)
        {
            _bodies.Add(body.ToArray());
            at += frameBytes;
        }

        _received.RemoveRange(0, at);
    }
}
