using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Protocol.Tests.MessagePack;

/// <summary>The codec against the npm package @msgpack/msgpack: same values, same bytes, in both directions.</summary>
public sealed class ByteIdentityTests(NodePeer peer, ITestOutputHelper output) : IClassFixture<NodePeer>
{
    [NodeFact]
    public void What_we_write_another_implementation_reads_and_writes_byte_for_byte()
    {
        if (!peer.IsPresent(output)) return;
        int seed = Environment.TickCount;
        Random random = new(seed);
        List<WireValue> values = [.. Enumerable.Range(0, 300).Select(_ => WireValue.Random(random, WireValue.RootDepth))];
        for (int bit = 0; bit < 64; bit++)
        {
            for (int near = -2; near <= 2; near++)
            {
                values.Add(new WireValue.Integer((System.Numerics.BigInteger.One << bit) + near));
                values.Add(new WireValue.Integer(-(System.Numerics.BigInteger.One << bit) + (bit == 63 ? Math.Abs(near) : near)));
            }
        }

        StringBuilder lines = new();
        foreach (WireValue value in values)
        {
            JsonObject line = new()
            {
                ["hex"] = Convert.ToHexStringLower(value.Encode()),
                ["value"] = value.ToJson(),
            };
            lines.Append(line.ToJsonString()).Append('\n');
        }

        string answer = peer.Ask(lines.ToString(), "check");
        Assert.True(answer.Trim() == $"checked {values.Count}", $"seed {seed}: {answer}");
    }

    [NodeFact]
    public void What_another_implementation_writes_we_read_strictly_and_write_byte_for_byte()
    {
        if (!peer.IsPresent(output)) return;
        const int Count = 300;
        int seed = Environment.TickCount;
        string[] lines = peer.Ask("", "make", seed.ToString(), Count.ToString())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, lines.Length);
        foreach (string text in lines)
        {
            JsonNode line = JsonNode.Parse(text)!;
            byte[] bytes = Convert.FromHexString((string)line["hex"]!);
            Assert.True(WireValue.TryDecode(bytes, out WireValue value), $"seed {seed}: refused {text}");
            Assert.True(JsonNode.DeepEquals(line["value"], value.ToJson()), $"seed {seed}: another value than {text}");
            Assert.True(value.Encode().AsSpan().SequenceEqual(bytes), $"seed {seed}: other bytes than {text}");
        }
    }
}
