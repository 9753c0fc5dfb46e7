using System.Diagnostics;
using System.Net.Sockets;
using ComputeExchange.Client.Tests.Venue;
using ComputeExchange.Gateway;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>One of sixteen sessions stops reading: what is held for it, when it is cut, what the others notice, and what it finds
/// when it comes back.</summary>
[Collection(Alone.Name)]
public class SlowReaderTests(ITestOutputHelper output)
{
    private const int Others = 15;
    private const int ReceiveBytes = 4_096;
    private const int PieceBytes = 32 << 10;
    private const string Slow = "beta-slow";

    /// <summary>The promise of docs/RELIABILITY.md, with the options that a server has unless told otherwise.</summary>
    private const double MostCutMillis = 10_000;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly int QuietMillis = RunSize.Of(1_000, 10_000);
    private static readonly int MaxOutboundBytes = RunSize.Of(512 << 10, new GatewayOptions().MaxOutboundBytes);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_stops_reading_is_cut_and_finds_every_report_when_it_comes_back(bool isBusy)
    {
        GatewayOptions options = new()
        {
            MaxOutboundBytes = MaxOutboundBytes,
            SlowReaderMillis = RunSize.Of(1_000, new GatewayOptions().SlowReaderMillis),
            RequestsPerSecond = 0,
            LingerMillis = 100,
        };
        using TcpVenue venue = new(options);
        venue.AddSession(Slow, "BETA", ParticipantKind.Dealer);
        List<LatencyProbe> others = [];
        for (int i = 1; i <= Others; i++)
        {
            venue.AddSession($"alpha-o{i}", "ALPHA", ParticipantKind.Dealer);
            others.Add(new LatencyProbe(await venue.ConnectAsync($"alpha-o{i}")));
        }

        await Task.Delay(QuietMillis);
        output.WriteLine($"the others before: {LatencyProbe.Take(others)}");
        using RawPeer slow = await LogOnAsync(venue);
        string peer = $"{slow.Socket.LocalEndPoint}";
        long began = Stopwatch.GetTimestamp();
        long waitsSince = 0;
        int sent = 0;
        while (!IsCutForNotReading(venue, peer))
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < LongestWait, $"not cut: {string.Join("; ", venue.Log)}");
            if (waitsSince == 0 && venue.Gateway.HeldBytes > 2 * PieceBytes)
                waitsSince = Stopwatch.GetTimestamp();

            // A busy one goes on causing reports; the other one stops once some wait, and says only that it is there.
            bool goesOn = isBusy || waitsSince == 0;
            if (!await TrySendAsync(slow, goesOn ? Requests(sent + 1, 100) : RawPeer.FrameOf(default(Heartbeat))))
                break; // Why it was cut is looked at below.
            sent += goesOn ? 100 : 0;
            await Task.Delay(goesOn ? 1 : 20);
        }

        double cutMillis = waitsSince == 0 ? 0 : Stopwatch.GetElapsedTime(waitsSince).TotalMilliseconds;
        Assert.True(IsCutForNotReading(venue, peer), $"cut for something else: {string.Join("; ", venue.Log)}");
        await Task.Delay(QuietMillis);
        output.WriteLine($"the others since: {LatencyProbe.Take(others)}");
        long most = venue.Gateway.MostHeldBytes;
        output.WriteLine($"{sent} requests sent, at most {most / 1024:N0} KiB held, cut after {cutMillis:N0} ms");
        Assert.InRange(most, 1, MaxOutboundBytes + Others * PieceBytes);
        if (RunSize.IsFull)
            Assert.InRange(cutMillis, 1, MostCutMillis);
        await AssertCatchesUpAsync(venue);
        foreach (LatencyProbe other in others)
            await other.DisposeAsync();
    }

    private static bool IsCutForNotReading(TcpVenue venue, string peer) => venue.Log.Any(line =>
        line.StartsWith($"{peer}: session ", StringComparison.Ordinal)
        && line.Contains("does not read", StringComparison.Ordinal));

    private static async Task<RawPeer> LogOnAsync(TcpVenue venue)
    {
        RawPeer peer = await RawPeer.ConnectAsync(venue.Port, ReceiveBytes);
        Assert.Equal(MessagePackError.None, MessageCodec.TryDecode(await peer.ReceiveAsync(), out Hello hello));
        Code name = Code.Parse(Slow);
        await peer.SendAsync(new Logon
        {
            ProtocolVersion = ProtocolVersion.Current,
            SessionName = name,
            Answer = LogonAnswer.Of(venue.Options(Slow).Key.Span, hello.Nonce, name),
            HeartbeatMillis = 60_000,
        });
        return peer;
    }

    private static async Task<bool> TrySendAsync(RawPeer peer, byte[] bytes)
    {
        try
        {
            await peer.Socket.SendAsync(bytes);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Orders, each of which is rejected: a report each, and no open orders.</summary>
    private static byte[] Requests(long first, int count) => [.. Enumerable.Range(0, count).SelectMany(i =>
        RawPeer.FrameOf(Command.Of(
            new CommandHeader { RequestNumber = first + i },
            DemoMarket.Lots(DemoMarket.Beta, $"s{first + i}", Side.Buy, -1, 2.5m))))];

    private async Task AssertCatchesUpAsync(TcpVenue venue)
    {
        long last = 0;
        long started = Stopwatch.GetTimestamp();
        await using ExchangeClient back = await venue.ConnectAsync(Slow, client => client.Reported += report =>
        {
            Assert.Equal(last + 1, report.ReportNumber);
            Volatile.Write(ref last, report.ReportNumber);
        });
        while (Volatile.Read(ref last) < back.Session.LastReportNumber)
            await Task.Delay(1);
        Assert.Equal(back.Session.LastRequestNumber, back.Session.LastReportNumber);
        Assert.True(last > 0);
        output.WriteLine($"back: {last} reports, gapless, in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:N0} ms");
    }
}
