using System.Diagnostics;
using ComputeExchange.Client.Tests.Venue;
using ComputeExchange.Gateway;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>Strangers on real sockets: what they get, and what an honest session notices of it.</summary>
[Collection(Alone.Name)]
public class HostilePeersTests(ITestOutputHelper output)
{
    private const int Cap = 256;
    private const int Reserved = 4;
    private const int AtOnce = 512;
    private const int Silent = 100;
    private const int Tricklers = 100;
    private const int WrongKeys = 1_000;
    private const int WrongKeysMax = 10;
    private const int HourMillis = 3_600_000;
    private static readonly int QuietOrders = RunSize.Of(200, 2_000);

    private readonly GatewayOptions _options = new()
    {
        MaxConnections = Cap,
        MaxLoggingOnPerAddress = Cap - Reserved,
        LogonTimeoutMillis = RunSize.Of(1_000, new GatewayOptions().LogonTimeoutMillis),
        LingerMillis = 100,
        WrongKeysMax = WrongKeysMax,
        WrongKeyWindowMillis = HourMillis,
        LockoutMillis = HourMillis,
    };

    [Fact]
    public async Task A_flood_of_connections_is_kept_to_the_cap_and_leaves_the_door_open_for_others()
    {
        int connects = RunSize.Of(1_000, 10_000);
        using TcpVenue venue = new(_options);
        await using LatencyProbe honest = new(await venue.ConnectAsync("alpha-1"));
        output.WriteLine($"before: {await honest.MeasureAsync(QuietOrders)}");
        int most = 0;
        int[] ends = new int[byte.MaxValue + 1];
        int begun = 0;
        Task flood = Strangers.On(AtOnce, () =>
        {
            while (Interlocked.Increment(ref begun) <= connects)
            {
                using RawPeer peer = RawPeer.Connect(venue.Port);
                DisconnectReason end = peer.HearTheEnd();
                Interlocked.Increment(ref ends[(byte)end]);
                int count = venue.Gateway.ConnectionCount;
                if (count > Volatile.Read(ref most))
                    Volatile.Write(ref most, count);
            }
        });
        await using ExchangeClient late = await venue.ConnectAsync("beta-1");
        bool isMeanwhile = !flood.IsCompleted;
        await flood;
        output.WriteLine($"meanwhile: {honest.Take()}");
        output.WriteLine($"{connects} connects, {ends[(byte)DisconnectReason.TooManySessions]} refused, "
            + $"{ends[(byte)DisconnectReason.LogonTimeout]} timed out, {ends[(byte)DisconnectReason.ConnectionLost]} closed "
            + $"without a word, at most {most} at once; another session logged on {(isMeanwhile ? "meanwhile" : "after it")}");
        Assert.InRange(most, 1, Cap);
        Assert.Equal(connects, ends.Sum());
        Assert.True(ends[(byte)DisconnectReason.LogonTimeout] > 0);

        // At smoke size the flood may be over before the other session has begun.
        Assert.True(isMeanwhile || !RunSize.IsFull, "The other session logged on only after the flood.");
    }

    [Fact]
    public async Task Peers_that_say_nothing_and_peers_that_say_a_byte_at_a_time_are_cut_for_the_time_they_take()
    {
        using TcpVenue venue = new(_options);
        await using LatencyProbe honest = new(await venue.ConnectAsync("alpha-1"));
        output.WriteLine($"before: {await honest.MeasureAsync(QuietOrders)}");
        byte[] logon = RawPeer.FrameOf(LogonTo("alpha-1"));
        (DisconnectReason End, double Millis)[] cut = await Task.WhenAll(
            Enumerable.Range(0, Silent + Tricklers).Select(i => SitAsync(venue.Port, i < Silent ? [] : logon)));
        output.WriteLine($"meanwhile: {honest.Take()}");
        output.WriteLine($"{Silent} silent and {Tricklers} at a byte a second, cut after "
            + $"{cut.Min(each => each.Millis):N0} to {cut.Max(each => each.Millis):N0} ms");
        Assert.All(cut, each => Assert.Equal(DisconnectReason.LogonTimeout, each.End));
    }

    [Fact]
    public async Task A_thousand_wrong_keys_lock_their_address_out_and_nobody_else()
    {
        using TcpVenue venue = new(_options);
        await using LatencyProbe honest = new(await venue.ConnectAsync("alpha-1"));
        output.WriteLine($"before: {await honest.MeasureAsync(QuietOrders)}");
        Dictionary<DisconnectReason, int> ends = [];
        for (int i = 0; i < WrongKeys; i++)
        {
            using RawPeer peer = await RawPeer.ConnectAsync(venue.Port);
            await peer.SendAsync(LogonTo("beta-1"));
            DisconnectReason end = await peer.HearTheEndAsync();
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        output.WriteLine($"meanwhile: {honest.Take()}");
        output.WriteLine(string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}")));

        // Who connects while locked out may find the line closed before it has read why.
        Assert.Equal(WrongKeysMax, ends[DisconnectReason.WrongKey]);
        Assert.DoesNotContain(ends.Keys, end =>
            end is not (DisconnectReason.WrongKey or DisconnectReason.LockedOut or DisconnectReason.ConnectionLost));
        await using ExchangeClient elsewhere = await venue.ConnectAsync("desk-1");
    }

    /// <summary>A logon whose answer is wrong.</summary>
    private static Logon LogonTo(string session) =>
        new() { ProtocolVersion = ProtocolVersion.Current, SessionName = Code.Parse(session) };

    /// <summary>Says nothing, or some bytes one by one, and waits for the end.</summary>
    private static async Task<(DisconnectReason End, double Millis)> SitAsync(int port, byte[] bytes)
    {
        using RawPeer peer = await RawPeer.ConnectAsync(port);
        long started = Stopwatch.GetTimestamp();
        Task<DisconnectReason> end = peer.HearTheEndAsync();
        for (int i = 0; i < bytes.Length && !end.IsCompleted; i++)
        {
            await peer.Socket.SendAsync(bytes.AsMemory(i, 1));
            await Task.WhenAny(end, Task.Delay(1_000));
        }

        return (await end, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
