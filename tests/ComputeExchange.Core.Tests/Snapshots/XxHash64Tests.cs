using System.Text;
using ComputeExchange.Core.Snapshots;
using Xunit;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>The hash against values that other implementations of XXH64 give.</summary>
public sealed class XxHash64Tests
{
    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0, 0xFBCEA83C8A378BF1)]
    public void It_gives_what_every_implementation_gives(string text, ulong seed, ulong hash) =>
        Assert.Equal(hash, XxHash64.Of(Encoding.ASCII.GetBytes(text), seed));

    [Fact]
    public void Every_bit_and_the_seed_count_at_every_length_up_to_three_stripes()
    {
        HashSet<ulong> seen = [];
        int expected = 0;
        for (int length = 0; length <= 96; length++)
        {
            byte[] bytes = new byte[length];
            seen.Add(XxHash64.Of(bytes, 0));
            seen.Add(XxHash64.Of(bytes, 1));
            expected += 2;
            for (int bit = 0; bit < length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                seen.Add(XxHash64.Of(bytes, 0));
                bytes[bit / 8] ^= (byte)(1 << bit % 8);
                expected++;
            }
        }

        Assert.Equal(expected, seen.Count);
    }
}
