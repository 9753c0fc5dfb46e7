using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Protocol.Tests.MessagePack;
using ComputeExchange.Protocol.Tests.Reports;
using ComputeExchange.Protocol.Tests.Requests;
using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Protocol.Tests.Sessions;

/// <summary>The Node client, which was written from the document, against a server that is played from the codecs.</summary>
public sealed class NodeClientTests(NodePeer peer, ITestOutputHelper output) : IClassFixture<NodePeer>
{
    private const string Commands = """
        {"do":"order","clOrdId":"a1","sku":"H200","region":2,"startHour":57708,"hours":24,"side":"sell","quantity":64,"price":25000}
        {"do":"drop"}
        {"do":"recover"}
        {"do":"logout"}

        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [NodeFact]
    public void A_client_written_from_the_document_logs_on_trades_loses_the_connection_and_recovers()
    {
        if (!peer.IsPresent(output)) return;
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<List<byte[]>> server = Task.Run(() => Serve(listener));
        string printed = peer.RunProgram(
            "client.mjs", Commands,
            "--port", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(), "--session", "ALPHA-1",
            "--key", peer.Write("alpha.key", Convert.ToHexString(SampleMessages.Key)), "--last", "10");

        Assert.True(server.Wait(Limit), "the client did not do its part");
        Assert.All(server.Result, order => Assert.Equal(ExpectedOrder(), order));
        Assert.InRange(server.Result.Count, 1, 2);
        string[] heard = [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("heard").GetString()!)];
        Assert.Single(heard, "OrderTraded");
        Assert.Equal("Disconnected", heard[^1]);
    }

    /// <summary>Connection after connection, until the client logs out. The orders that were heard.</summary>
    private static List<byte[]> Serve(TcpListener listener)
    {
        List<byte[]> orders = [];
        for (bool isOver = false; !isOver;)
        {
            using TcpClient client = listener.AcceptTcpClient();
            using NetworkStream stream = client.GetStream();
            stream.ReadTimeout = (int)Limit.TotalMilliseconds;
            isOver = ServeConnection(stream, orders);
        }

        return orders;
    }

    /// <returns>Whether the client logged out; otherwise the connection was lost.</returns>
    private static bool ServeConnection(NetworkStream stream, List<byte[]> orders)
    {
        Send(stream, SampleMessages.Hello);
        bool isRecovery = false;
        while (Receive(stream) is { } body)
        {
            Assert.Equal(MessagePackError.None, MessageCodec.TryPeek(body, out MessageType type));
            switch (type)
            {
                case MessageType.Logon:
                    AcceptLogon(stream, body);
                    break;
                case MessageType.NewOrder:
                    Assert.Equal(MessagePackError.None, CommandCodec.TryDecode(body, default, default, false, out _, out _));
                    orders.Add(body);
                    isRecovery = true;
                    break;
                case MessageType.Logout:
                    // The trade comes once more than need be, as after a lost connection.
                    Assert.True(isRecovery, "the order was not sent again");
                    SendTrade(stream);
                    SendTrade(stream);
                    Send(stream, Disconnected.For(DisconnectReason.LoggedOut));
                    return true;
            }
        }

        return false;
    }

    private static void AcceptLogon(NetworkStream stream, byte[] body)
    {
        Assert.Equal(MessagePackError.None, MessageCodec.TryDecode(body, out Logon logon));
        Assert.True(LogonAnswer.IsRight(logon.Answer, SampleMessages.Key, SampleMessages.Nonce, logon.SessionName));
        Assert.Equal(10, logon.LastReportNumber);
        Send(stream, SampleMessages.LogonAccepted);
        Send(stream, new ReferenceSku { Id = new SkuId(1), Definition = new DefineSku { Code = Code.Parse("H200"), Lot = 8 } });
        Send(stream, default(ReferenceDataEnd));
    }

    private static byte[] ExpectedOrder()
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        CommandHeader header = new() { RequestNumber = SampleMessages.LogonAccepted.LastRequestNumber + 1 };
        return body[..CommandCodec.Encode(Command.Of(header, SampleRequests.PlainOrder), body)];
    }

    private static void SendTrade(NetworkStream stream)
    {
        byte[] frame = new byte[1_024];
        Event trade = SampleEvents.Trade(SampleEvents.Forward);
        int length = ExecutionReportCodec.Encode(trade, Side.Buy, frame.AsSpan(Frame.PrefixBytes));
        stream.Write(frame, 0, new FrameWriter(Frame.DefaultMaxBodyBytes).Seal(frame, length));
    }

    private static void Send<T>(NetworkStream stream, in T message) where T : struct, IMessage<T>
    {
        byte[] frame = new byte[1_024];
        int length = MessageCodec.Encode(message, frame.AsSpan(Frame.PrefixBytes));
        stream.Write(frame, 0, new FrameWriter(Frame.DefaultMaxBodyBytes).Seal(frame, length));
    }

    /// <summary>The next body, or null when the client is gone.</summary>
    private static byte[]? Receive(NetworkStream stream)
    {
        try
        {
            byte[] prefix = new byte[Frame.PrefixBytes];
            stream.ReadExactly(prefix);
            byte[] body = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix)];
            stream.ReadExactly(body);
            return body;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
