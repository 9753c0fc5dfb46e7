using BenchmarkDotNet.Attributes;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Benchmarks;

/// <summary>An order-like array of ten fields, written and read: nanoseconds and bytes allocated for one message.</summary>
[MemoryDiagnoser]
public class MessagePackOrder
{
    private readonly byte[] _buffer = new byte[128];
    private readonly byte[] _encoded = new byte[128];
    private int _encodedBytes;

    [GlobalSetup]
    public void Encode()
    {
        _encodedBytes = WriteOrder(_encoded);
        if (Read() == 0 || ReadStrictly() != Read()) throw new InvalidOperationException("the order was not read back");
    }

    [Benchmark]
    public int Write() => WriteOrder(_buffer);

    [Benchmark]
    public long Read() => ReadOrder(MessagePackReaderOptions.Lenient);

    [Benchmark]
    public long ReadStrictly() => ReadOrder(MessagePackReaderOptions.Strict);

    private static int WriteOrder(Span<byte> destination)
    {
        MessagePackWriter writer = new(destination);
        writer.WriteArrayHeader(10);
        writer.WriteInt64(3);
        writer.WriteInt64(123_456);
        writer.WriteUtf8("a-1029384756"u8);
        writer.WriteInt64(1);
        writer.WriteInt64(77);
        writer.WriteInt64(57_624);
        writer.WriteInt64(720);
        writer.WriteInt64(64);
        writer.WriteInt64(25_000);
        writer.WriteBoolean(false);
        return writer.Position;
    }

    private long ReadOrder(MessagePackReaderOptions options)
    {
        MessagePackReader reader = new(_encoded.AsSpan(0, _encodedBytes), options);
        reader.ReadArrayHeaderExactly(10);
        long sum = reader.ReadByte();
        sum += reader.ReadInt64();
        sum += reader.ReadUtf8(20).Length;
        sum += reader.ReadByte();
        sum += reader.ReadInt32();
        sum += reader.ReadInt32();
        sum += reader.ReadUInt16();
        sum += reader.ReadInt32();
        sum += reader.ReadInt32();
        sum += reader.ReadBoolean() ? 1 : 0;
        return reader.Finish() == MessagePackError.None ? sum : 0;
    }
}
