using ComputeExchange.Protocol.MessagePack;
using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

internal delegate void Reading(ref MessagePackReader reader);

/// <summary>What a read of given bytes must give, and how far it must get.</summary>
internal static class ReadingAssert
{
    internal static void AssertReads(string hex, Reading reading) =>
        AssertReads(Convert.FromHexString(hex), hex.Length / 2, reading);

    internal static void AssertReads(byte[] bytes, int size, Reading reading)
    {
        MessagePackReader reader = new(bytes);
        reading(ref reader);
        Assert.Equal(MessagePackError.None, reader.Error);
        Assert.Equal(size, reader.Position);
    }

    internal static void AssertRefused(
        MessagePackError expected, string hex, Reading reading, MessagePackReaderOptions? options = null)
    {
        MessagePackReader reader = new(Convert.FromHexString(hex), options ?? MessagePackReaderOptions.Lenient);
        reading(ref reader);
        Assert.Equal(expected, reader.Error);
        Assert.Equal(expected == MessagePackError.None ? hex.Length / 2 : 0, reader.Position);
    }
}
