using System.Text;

namespace ComputeExchange.Journal.Tests;

public sealed class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_catalogue_comes_out()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");

        Assert.Equal(0xE306_9283u, Crc32C.Compute(digits));
        Assert.Equal(0xE306_9283u, Crc32C.AppendSoftware(0, digits));
    }

    [Fact]
    public void The_instruction_and_the_table_agree_on_every_length()
    {
        byte[] bytes = new byte[300];
        new Random(7).NextBytes(bytes);

        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(Crc32C.AppendSoftware(42, bytes.AsSpan(0, length)), Crc32C.Append(42, bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Two_pieces_give_the_checksum_of_the_whole()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("sixty-four H200s from noon");

        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Crc32C.Compute(bytes), Crc32C.Append(Crc32C.Compute(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }
}
