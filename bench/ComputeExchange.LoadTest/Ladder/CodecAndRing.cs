using System.Diagnostics;
using System.Runtime.InteropServices;
using ComputeExchange.Disruptor;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.LoadTest.Ladder;

/// <summary>The two rooms that a command passes before it reaches journal and core.</summary>
internal static class CodecAndRing
{
    private const int Batch = 16;

    /// <summary>The bytes of the order that the path is measured with.</summary>
    public static int OrderBytes => CommandCodec.Encode(Order(1), new byte[CommandCodec.MaxBodyBytes]);

    /// <summary>Nanoseconds to write an order as a client does and to read it as the gateway does, hash and checks included;
    /// by the processor time of the thread.</summary>
    public static double WriteAndRead(int times)
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        Command order = Order(1_000_000);
        long started = ThreadClock.Nanos;
        for (int i = 0; i < times; i++)
        {
            int length = CommandCodec.Encode(order, body);
            MessagePackError error = CommandCodec.TryDecode(
                body.AsSpan(0, length), new SessionId(1), default, throttled: false, out order, out _);
            if (error != MessagePackError.None)
                throw new InvalidOperationException($"The order was not read back: {error}.");
        }
        return (ThreadClock.Nanos - started) / (double)times;
    }

    /// <summary>Nanoseconds an event of 64 bytes from one thread to another through the ring, claimed in batches, both yielding
    /// where they wait.</summary>
    public static double OneToOne(int events)
    {
        RingBuffer<RingEvent> ring = new(new RingOptions
        {
            Capacity = 4_096,
            Producers = ProducerKind.Single,
            WaitStrategy = WaitStrategyKind.Yielding,
        });
        Reader reader = new();
        BatchEventProcessor<RingEvent> consumer = ring.AddConsumer("reader", reader);
        Thread thread = new(consumer.Run);
        thread.Start();
        long started = Stopwatch.GetTimestamp();
        for (int published = 0; published < events; published += Batch)
        {
            long last = ring.Next(Batch);
            for (long at = last - Batch + 1; at <= last; at++)
                ring[at].Value = at;
            ring.Publish(last - Batch + 1, last);
        }
        ring.HaltWhenDrained();
        thread.Join();
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        return reader.Sum > 0 ? took.TotalNanoseconds / events : throw new InvalidOperationException("Nothing was read.");
    }

    private static Command Order(long number) => Command.Of(
        new CommandHeader { Session = new SessionId(1), RequestNumber = number }, PathMarket.Order(number));

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct RingEvent
    {
        public long Value;
    }

    private sealed class Reader : IEventHandler<RingEvent>
    {
        public long Sum { get; private set; }

        public void OnBatch(RingBuffer<RingEvent> ring, long first, long last)
        {
            for (long at = first; at <= last; at++)
                Sum = unchecked(Sum + ring[at].Value);
        }
    }
}
