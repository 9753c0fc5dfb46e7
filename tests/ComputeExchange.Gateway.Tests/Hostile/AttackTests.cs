using Xunit.Abstractions;

namespace ComputeExchange.Gateway.Tests.Hostile;

/// <summary>Each attack ends the attacker's session, or nothing; nobody else notices, and nothing is held for it.</summary>
[Collection(Alone.Name)]
public class AttackTests(ITestOutputHelper output)
{
    private const int AttacksAtLeast = 40;
    private const int GrowthMax = 16 << 20;
    private const int Rounds = 20;

    [Fact]
    public void Every_attack_ends_its_own_session_for_the_reason_it_gives_cause_for()
    {
        Assert.InRange(AttackList.All.DistinctBy(attack => attack.Name).Count(), AttacksAtLeast, AttackList.All.Count);
        Assert.All(AttackList.All, attack =>
        {
            using TestVenue venue = new();
            WireClient beta = venue.LogOn(TestVenue.BetaSession);
            WireClient attacker = Send(venue, attack, pieceBytes: 0);
            Assert.Equal(attack.End, attacker.EndReason);
            AssertUntouched(venue, beta);
        });
        output.WriteLine($"{AttackList.All.Count} attacks");
    }

    [Fact]
    public void Every_attack_comes_to_the_same_when_it_comes_byte_by_byte()
    {
        Assert.All(AttackList.All.Where(attack => attack.Bytes.Length < 1_000), attack =>
        {
            using TestVenue venue = new();
            WireClient beta = venue.LogOn(TestVenue.BetaSession);
            WireClient attacker = Send(venue, attack, pieceBytes: 1);
            Assert.Equal(attack.End, attacker.EndReason);
            AssertUntouched(venue, beta);
        });
    }

    [Fact]
    public void Orders_that_are_cut_anywhere_arrive_whole()
    {
        byte[] stream = [.. Enumerable.Range(1, 3).SelectMany(i => Attack.Framed(Body(i)))];
        for (int cut = 1; cut < stream.Length; cut++)
        {
            using TestVenue venue = new();
            WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
            alpha.SendBytes(stream.AsSpan(0, cut));
            alpha.SendBytes(stream.AsSpan(cut));
            Assert.Equal(["a1", "a2", "a3"], alpha.Reports.Select(report => report.ClOrdId.ToString()));
        }
    }

    [Fact]
    public void Attacks_leave_no_memory_held()
    {
        using TestVenue venue = new();
        WireClient beta = venue.LogOn(TestVenue.BetaSession);
        SendAll(venue);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        for (int round = 0; round < Rounds; round++)
        {
            SendAll(venue);
            beta.Send(default(Heartbeat));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        output.WriteLine($"{Rounds * AttackList.All.Count} attacks, {(most - before) / 1024} KiB of growth");
        Assert.InRange(most - before, long.MinValue, GrowthMax);
        Assert.Equal(1, venue.Gateway.ConnectionCount);
        Assert.Equal(0, venue.Gateway.HeldBytes);
        AssertUntouched(venue, beta);
    }

    private static void SendAll(TestVenue venue)
    {
        foreach (Attack attack in AttackList.All)
            Send(venue, attack, pieceBytes: 0).Cut();
        venue.Pass(1_000, pieceMillis: 100);
    }

    private static WireClient Send(TestVenue venue, Attack attack, int pieceBytes)
    {
        WireClient attacker = attack.BeforeLogon ? venue.Connect() : venue.LogOn(TestVenue.AlphaSession);
        int piece = pieceBytes == 0 ? attack.Bytes.Length : pieceBytes;
        for (int at = 0; at < attack.Bytes.Length; at += piece)
            attacker.SendBytes(attack.Bytes.AsSpan(at, Math.Min(piece, attack.Bytes.Length - at)));
        return attacker;
    }

    private static void AssertUntouched(TestVenue venue, WireClient beta)
    {
        int before = beta.Reports.Count;
        beta.Request(DemoMarket.Lots(DemoMarket.Beta, $"b{before}", Side.Sell, 3, 2.5m));
        Assert.Equal(before + 1, beta.Reports.Count);
        Assert.Equal(DisconnectReason.None, beta.EndReason);
        Assert.Equal(0, venue.Gateway.HeldBytes);
    }

    private static byte[] Body(int number)
    {
        byte[] body = new byte[CommandCodec.MaxBodyBytes];
        CommandHeader header = new() { RequestNumber = number };
        NewOrder order = DemoMarket.Lots(DemoMarket.Alpha, $"a{number}", Side.Buy, 1, 2.5m);
        return body[..CommandCodec.Encode(Command.Of(header, order), body)];
    }
}
