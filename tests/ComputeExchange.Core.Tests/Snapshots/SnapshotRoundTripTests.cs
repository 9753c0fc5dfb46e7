using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>A loaded exchange is the one that was saved: the same bytes, and the same future.</summary>
public sealed class SnapshotRoundTripTests
{
    private const int StreamsPerProfile = 120;
    private const int SnapshotsPerStream = 4;

    [Fact]
    public void An_empty_exchange_goes_round()
    {
        byte[] snapshot = SnapshotFixture.Save(new Exchange());

        Assert.Equal(snapshot, SnapshotFixture.Save(SnapshotFixture.Load(snapshot)));
    }

    [Fact]
    public void A_snapshot_ends_with_the_state_hash_and_is_read_no_further()
    {
        Exchange exchange = SnapshotFixture.After(RichStream.Of(ScenarioProfile.Everything, seed: 1));
        using MemoryStream stream = new();
        exchange.Save(stream);
        Assert.Equal(exchange.StateHash(), BitConverter.ToUInt64(stream.ToArray()[^8..]));
        stream.WriteByte(1);
        stream.Position = 0;

        Exchange.Load(stream);

        Assert.Equal(1, stream.ReadByte());
    }

    [Theory]
    [InlineData(ScenarioProfile.Basket)]
    [InlineData(ScenarioProfile.ExactForwards)]
    [InlineData(ScenarioProfile.Windows)]
    [InlineData(ScenarioProfile.Everything)]
    public void A_loaded_exchange_has_the_same_bytes_and_the_same_future(ScenarioProfile profile)
    {
        int streams = RandomScenarioCount.OrElse(StreamsPerProfile);
        for (int seed = 0; seed < streams; seed++)
            GoesOnTheSame(profile, seed);
    }

    [Fact]
    public void Commands_that_change_nothing_but_the_count_change_the_hash_by_the_count_alone()
    {
        Exchange left = new(), right = new();
        Command tick = Command.Tick(new CommandHeader());
        Command refused = Command.Of(new CommandHeader(), new SetKillSwitch { Participant = new ParticipantId(7), On = true });

        SnapshotFixture.Apply(left, tick);
        SnapshotFixture.Apply(right, refused);

        Assert.Equal(left.StateHash(), right.StateHash());
        Assert.NotEqual(new Exchange().StateHash(), left.StateHash());
    }

    [Fact]
    public void A_question_changes_no_state()
    {
        Exchange exchange = SnapshotFixture.After(ControlledMarket.Setup());
        ulong before = exchange.StateHash();

        MarketId neverNamed = new(new SkuId(2), new RegionId(2));
        RejectReason refused = exchange.Top(
            new ParticipantId(1), Instrument.Forward(neverNamed, new DeliveryWindow(ControlledMarket.Hour, 4)),
                out TopOfBook top);

        Assert.Equal(RejectReason.None, refused);
        Assert.Equal(default, top);
        Assert.Equal(before, exchange.StateHash());
    }

    private static void GoesOnTheSame(ScenarioProfile profile, int seed)
    {
        Dice dice = new(seed);
        List<Command> commands = RichStream.Of(profile, seed);
        HashSet<int> points = [.. Enumerable.Range(0, SnapshotsPerStream).Select(_ => dice.Between(0, commands.Count - 1))];
        Exchange original = new();
        List<Exchange> loaded = [];
        for (int i = 0; i < commands.Count; i++)
        {
            string where = $"profile {profile}, seed {seed}, command {i} {commands[i].Kind}";
            if (points.Contains(i))
                loaded.Add(Loaded(original, where));
            string happened = SnapshotFixture.Apply(original, commands[i]);
            foreach (Exchange copy in loaded)
                Assert.True(happened == SnapshotFixture.Apply(copy, commands[i]), $"{where} has other events after loading");
            foreach (Exchange copy in loaded)
                Assert.True(original.StateHash() == copy.StateHash(), $"{where} leaves another state after loading");
        }
    }

    private static Exchange Loaded(Exchange original, string where)
    {
        byte[] snapshot = SnapshotFixture.Save(original);
        Exchange loaded = SnapshotFixture.Load(snapshot);
        Assert.True(snapshot.AsSpan().SequenceEqual(SnapshotFixture.Save(loaded)), $"{where}: other bytes after loading");
        Assert.Equal(original.StateHash(), loaded.StateHash());
        Assert.Equal(original.OpenOrderCount, loaded.OpenOrderCount);
        // The original may still remember a time at which nothing ends any more; a tick then changes nothing.
        Assert.True(loaded.NextDeadline >= original.NextDeadline, $"{where}: a deadline appeared");
        return loaded;
    }
}
