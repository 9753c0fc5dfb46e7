using System.Net;
using System.Net.Sockets;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>Somebody with a socket and no manners.</summary>
internal sealed class RawPeer : IDisposable
{
    /// <summary>An address of this machine that is not the honest sessions' own.</summary>
    public static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.66");

    private static readonly FrameWriter Frames = new(Frame.DefaultMaxBodyBytes);

    private readonly byte[] _received = new byte[64 * 1024];
    private int _end;

    private RawPeer(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public static async Task<RawPeer> ConnectAsync(int port, int? receiveBytes = null)
    {
        Socket socket = NewSocket(receiveBytes);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawPeer(socket);
    }

    /// <summary>The same for a thread that may wait.</summary>
    public static RawPeer Connect(int port)
    {
        Socket socket = NewSocket(receiveBytes: null);
        socket.Connect(IPAddress.Loopback, port);
        return new RawPeer(socket);
    }

    public async Task SendAsync<T>(T message) where T : struct, IMessage<T> => await Socket.SendAsync(FrameOf(message));

    public static byte[] FrameOf<T>(T message) where T : struct, IMessage<T>
    {
        byte[] frame = new byte[512];
        return frame[..Frames.Seal(frame, MessageCodec.Encode(message, Frames.BodyOf(frame)))];
    }

    public static byte[] FrameOf(in Command command)
    {
        byte[] frame = new byte[Frame.PrefixBytes + CommandCodec.MaxBodyBytes];
        return frame[..Frames.Seal(frame, CommandCodec.Encode(command, Frames.BodyOf(frame)))];
    }

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        while (true)
        {
            if (TakeMessage() is { } message)
                return message;
            try
            {
                if (!Came(await Socket.ReceiveAsync(_received.AsMemory(_end))))
                    return null;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }

    /// <summary>Why there will be no session, if the server says so before it closes.</summary>
    public async Task<DisconnectReason> HearTheEndAsync()
    {
        while (await ReceiveAsync() is { } body)
            if (EndIn(body) is var end and not DisconnectReason.None)
                return end;
        return DisconnectReason.ConnectionLost;
    }

    /// <summary>The same for a thread that may wait.</summary>
    public DisconnectReason HearTheEnd()
    {
        try
        {
            do
            {
                while (TakeMessage() is { } body)
                    if (EndIn(body) is var end and not DisconnectReason.None)
                        return end;
            }
            while (Came(Socket.Receive(_received.AsSpan(_end))));
        }
        catch (SocketException)
        {
            // Closed without a word.
        }

        return DisconnectReason.ConnectionLost;
    }

    public void Dispose() => Socket.Dispose();

    private static Socket NewSocket(int? receiveBytes)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes is { } bytes)
            socket.ReceiveBufferSize = bytes;
        socket.Bind(new IPEndPoint(Elsewhere, 0));
        return socket;
    }

    private static DisconnectReason EndIn(byte[] body)
    {
        if (MessageCodec.TryDecode(body, out LogonRefused refused) == MessagePackError.None)
            return refused.Reason;
        return MessageCodec.TryDecode(body, out Disconnected ended) == MessagePackError.None ? ended.Reason : DisconnectReason.None;
    }

    private byte[]? TakeMessage()
    {
        FrameReader frames = new(Frame.DefaultMaxBodyBytes);
        if (frames.Read(_received.AsSpan(0, _end), out ReadOnlySpan<byte> body, out int frameBytes) != FrameStatus.Complete)
            return null;
        byte[] message = body.ToArray();
        _received.AsSpan(frameBytes, _end - frameBytes).CopyTo(_received);
        _end -= frameBytes;
        return message;
    }

    private bool Came(int count)
    {
        _end += count;
        return count > 0;
    }
}
