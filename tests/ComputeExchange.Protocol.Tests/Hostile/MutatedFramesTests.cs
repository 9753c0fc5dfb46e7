using System.Diagnostics;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Protocol.Tests.Requests;
using ComputeExchange.Tests.Shared;
using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Protocol.Tests.Hostile;

/// <summary>Frames that a client could have sent, damaged: none does harm, and what is accepted has one encoding.</summary>
[Collection(Alone.Name)]
public sealed class MutatedFramesTests(ITestOutputHelper output)
{
    private const int GrowthMax = 16 << 20;
    private const int LooksAtMemory = 20;

    private readonly byte[] _again = new byte[Frame.DefaultMaxBodyBytes];
    private long _read;
    private long _accepted;
    private long _refused;

    [Fact]
    public void Damaged_frames_do_no_harm_hold_no_memory_and_are_read_in_one_way_only()
    {
        int frames = RunSize.Of(300_000, 10_000_000);
        int seed = RunSize.FirstSeed;
        Random random = new(seed);
        FrameMutation mutation = new(random);
        byte[][] originals = Originals(random);
        byte[] bytes = new byte[originals.Max(frame => frame.Length) + FrameMutation.MaxGrowth];
        FrameReader reader = new(Frame.DefaultMaxBodyBytes);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < frames; i++)
        {
            byte[] original = originals[random.Next(originals.Length)];
            original.CopyTo(bytes, 0);
            int length = mutation.Damage(bytes, original.Length);
            try
            {
                Read(reader, bytes.AsSpan(0, length));
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, frame {i}, bytes {Convert.ToHexString(bytes, 0, length)}: {exception}");
            }

            if (i % (frames / LooksAtMemory) == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        output.WriteLine($"seed {seed}: {frames:N0} frames, {_read:N0} whole, {_accepted:N0} accepted, {_refused:N0} refused, "
            + $"{(most - before) / 1024.0:N0} KiB of growth, {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s");
        Assert.InRange(most - before, long.MinValue, GrowthMax);
        Assert.True(
            _accepted > frames / 100 && _refused > frames / 2, $"{_accepted} accepted, {_refused} refused is no fair sample");
    }

    private static byte[][] Originals(Random random)
    {
        RandomCommand commands = new(random);
        List<byte[]> bodies = [];
        for (int i = 0; i < 500; i++)
            bodies.Add(Body(buffer => CommandCodec.Encode(commands.Any(), buffer)));
        void Add<T>(T message) where T : struct, IMessage<T> => bodies.Add(Body(buffer => MessageCodec.Encode(message, buffer)));
        for (int i = 0; i < 20; i++)
        {
            Add(SampleMessages.Logon);
            Add(SampleMessages.Logon with { Participant = Code.Parse("ALPHA") });
            Add(default(Logout));
            Add(default(Heartbeat));
            Add(new OpenOrdersQuery { QueryId = 4 });
            Add(new PositionsQuery { QueryId = uint.MaxValue });
            Add(new SnapshotNow { QueryId = 6 });
            Add(new Subscribe { SubscriptionId = 1, Instrument = commands.Instrument() });
            Add(new Unsubscribe { SubscriptionId = 1 });
        }

        return [.. bodies.Select(Framed)];
    }

    /// <summary>As the gateway reads: a frame, its type, and the message of that type, and written again if it can be.</summary>
    private void Read(FrameReader frames, ReadOnlySpan<byte> bytes)
    {
        FrameStatus status = frames.Read(bytes, out ReadOnlySpan<byte> body, out int frameBytes);
        if (status != FrameStatus.Complete)
        {
            _refused++;
            return;
        }

        _read++;
        Assert.Equal(Frame.PrefixBytes + body.Length, frameBytes);
        if (MessageCodec.TryPeek(body, out MessageType type) != MessagePackError.None)
        {
            _refused++;
            return;
        }

        int written = type switch
        {
            MessageType.Logon => Again<Logon>(body),
            MessageType.Logout => Again<Logout>(body),
            MessageType.Heartbeat => Again<Heartbeat>(body),
            MessageType.OpenOrdersQuery => Again<OpenOrdersQuery>(body),
            MessageType.PositionsQuery => Again<PositionsQuery>(body),
            MessageType.SnapshotNow => Again<SnapshotNow>(body),
            MessageType.Subscribe => Again<Subscribe>(body),
            MessageType.Unsubscribe => Again<Unsubscribe>(body),
            _ => CommandAgain(body),
        };
        if (written == 0)
        {
            _refused++;
            return;
        }

        _accepted++;
        if (!body.SequenceEqual(_again.AsSpan(0, written)))
            Assert.Fail($"accepted as {type}, and written again as {Convert.ToHexString(_again, 0, written)}");
    }

    private int Again<T>(ReadOnlySpan<byte> body) where T : struct, IMessage<T> =>
        MessageCodec.TryDecode(body, out T message) == MessagePackError.None
            ? MessageCodec.Encode(message, _again)
            : 0;

    private int CommandAgain(ReadOnlySpan<byte> body)
    {
        MessagePackError error = CommandCodec.TryDecode(body, new SessionId(1), default, false, out Command command, out _);
        if (error != MessagePackError.None)
            return 0;
        int written = CommandCodec.Encode(command, _again);
        Assert.True(written > 0, "a command was accepted that has no form on the wire");
        return written;
    }

    private static byte[] Body(Func<byte[], int> encode)
    {
        byte[] buffer = new byte[1_024];
        return buffer[..encode(buffer)];
    }

    private static byte[] Framed(byte[] body)
    {
        byte[] frame = new byte[Frame.PrefixBytes + body.Length];
        body.CopyTo(frame, Frame.PrefixBytes);
        new FrameWriter(Frame.DefaultMaxBodyBytes).Seal(frame, body.Length);
        return frame;
    }
}
