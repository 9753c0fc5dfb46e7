using System.Text;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Requests;

public sealed class BodyHashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_hash_is_xxh64_with_seed_0(string text, ulong hash) =>
        Assert.Equal(hash, BodyHash.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Bodies_of_every_length_and_every_flipped_bit_have_hashes_of_their_own()
    {
        HashSet<ulong> seen = [];
        for (int length = 0; length <= 100; length++)
        {
            byte[] body = new byte[length];
            Assert.True(seen.Add(BodyHash.Of(body)));
            for (int bit = 0; bit < length * 8; bit++)
            {
                body[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.True(seen.Add(BodyHash.Of(body)));
                body[bit / 8] = 0;
            }
        }
    }
}
