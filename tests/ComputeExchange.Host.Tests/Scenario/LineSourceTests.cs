using System.Text;
using ComputeExchange.Host.Scenario;
using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

public sealed class LineSourceTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("\n", "")]
    [InlineData("\uFEFFa\n\uFEFFb", "a|\uFEFFb")]
    public void A_stream_is_cut_at_its_newlines(string text, string lines) => Assert.Equal(lines, Cut(text, int.MaxValue));

    [Fact]
    public void Reads_of_any_size_give_the_same_lines()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 400).Select(i => new string((char)('a' + i % 26), 1 + i * 37 % 1000));
        string text = string.Join('\n', lines);
        foreach (int bytesPerRead in new[] { 1, 7, 4096, int.MaxValue })
            Assert.Equal(text.Replace('\n', '|'), Cut(text, bytesPerRead));
    }

    private static string Cut(string text, int bytesPerRead)
    {
        LineSource source = new(new TricklingStream(Encoding.UTF8.GetBytes(text), bytesPerRead), () => { });
        List<string> lines = [];
        while (source.TryRead(out ReadOnlyMemory<byte> line))
            lines.Add(Encoding.UTF8.GetString(line.Span));
        Assert.Equal(lines.Count, source.LineNumber);
        return string.Join('|', lines);
    }

    private sealed class TricklingStream(byte[] bytes, int bytesPerRead) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, bytesPerRead));
    }
}
