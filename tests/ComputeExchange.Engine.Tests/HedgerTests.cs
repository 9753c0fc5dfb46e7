using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public class HedgerTests
{
    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();
    private readonly List<FoldingHedger> _hedgers = [];

    [Fact]
    public void A_fill_is_hedged_by_a_command_of_the_hedge_session()
    {
        using SteppedEngine engine = Open();
        RandomFlow flow = Opened(engine);
        engine.Submit(flow.Basket(3, Side.Sell, 20, 25_500));
        engine.Submit(flow.Basket(2, Side.Buy, 5, 25_000));
        engine.Submit(flow.Basket(1, Side.Sell, 5, 25_000));
        engine.RunUntilQuiet();
        Assert.Equal(2, Trades());
        Assert.Equal(PlacesTold(), _hedgers[0].Folded);
    }

    [Fact]
    public void A_hedger_that_fell_behind_catches_up_from_the_journal_and_misses_nothing()
    {
        using SteppedEngine engine = Open();
        RandomFlow flow = Opened(engine);
        for (int i = 0; i < 2_000; i++)
        {
            engine.Submit(flow.Next());
            while (engine.TryJournal() | engine.TryMatch() | engine.TryPublish())
            {
            }

            if (i % 300 == 0)
                engine.TryHedge();
        }

        engine.RunUntilQuiet();
        Assert.True(engine.Figures.HedgerCatchUps > 0);
        Assert.Equal(PlacesTold(), _hedgers[0].Folded);
    }

    [Fact]
    public void What_a_hedger_that_fell_behind_has_to_read_stays_until_it_has()
    {
        EngineOptions options = EngineFixture.Options(_clock) with
        {
            SnapshotEvery = 300,
            Snapshots = new SnapshotOptions { Keep = 1 },
        };
        using SteppedEngine engine = Open(options);
        RandomFlow flow = Opened(engine);
        engine.RunUntilQuiet();
        for (int i = 0; i < 3_000; i++)
        {
            engine.Submit(flow.Next());
            while (engine.TryJournal() | engine.TryMatch() | engine.TryPublish() | engine.TrySnapshot())
            {
            }

            _clock.Advance(TimeSpan.FromSeconds(2));
            if (i == 1_500)
                engine.RunUntilQuiet();
        }

        Assert.True(_listener.Snapshots.Count > 5);
        Assert.Equal(2, _storage.List("snapshot-").Count);
        engine.RunUntilQuiet();
        Assert.True(engine.Figures.HedgerCatchUps > 0);
        Assert.Equal(PlacesTold(), _hedgers[0].Folded);

        for (int i = 0; i < 400; i++)
            engine.Submit(flow.Next());
        engine.RunUntilQuiet();
        engine.RunUntilQuiet();
        Assert.DoesNotContain("journal-00000000000000000001.seg", _storage.List("journal-"));
    }

    [Fact]
    public void A_restart_folds_the_same_events_again_and_hedges_nothing_twice()
    {
        int folded;
        using (SteppedEngine engine = Open())
        {
            RandomFlow flow = Opened(engine);
            engine.Submit(flow.Basket(3, Side.Sell, 20, 25_500));
            engine.Submit(flow.Basket(2, Side.Buy, 5, 25_000));
            engine.Submit(flow.Basket(1, Side.Sell, 5, 25_000));
            engine.RunUntilQuiet();
            folded = _hedgers[0].Folded.Count;
        }

        int trades = Trades();
        using SteppedEngine again = Open();
        FoldingHedger hedger = _hedgers[^1];
        Assert.Equal(_hedgers[0].Folded, hedger.Folded);
        again.RunUntilQuiet();
        Assert.Equal(trades, Trades());
        Assert.True(hedger.Folded.Count > folded);
    }

    [Fact]
    public void A_snapshot_holds_what_the_hedger_had_folded()
    {
        using (SteppedEngine engine = Open())
        {
            RandomFlow flow = Opened(engine);
            for (int i = 0; i < 200; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
            engine.RequestSnapshot();
            Assert.True(engine.TrySnapshot());
            for (int i = 0; i < 50; i++)
                engine.Submit(flow.Next());
            engine.RunUntilQuiet();
        }

        List<(long, int)> lived = _hedgers[0].Folded;
        using SteppedEngine again = Open();
        Assert.Equal(_listener.Snapshots[0], again.Recovery.SnapshotSequence);
        Assert.Contains(_hedgers, hedger => hedger != _hedgers[0] && hedger.Folded.SequenceEqual(lived));
    }

    private SteppedEngine Open(EngineOptions? options = null)
    {
        return new SteppedEngine(_storage, options ?? EngineFixture.Options(_clock), _listener, MakeHedger);

        IHedger MakeHedger()
        {
            _hedgers.Add(new FoldingHedger());
            return _hedgers[^1];
        }
    }

    private static RandomFlow Opened(SteppedEngine engine)
    {
        RandomFlow flow = new(61);
        engine.Submit(flow.Opening());
        engine.Submit(flow.Own(header => Command.Of(
            header, new OpenSession { Participant = new ParticipantId(1), Name = Code.Parse("HEDGE") })));
        return flow;
    }

    private int Trades() => _listener.Events.Count(line => line.Contains("Trade {", StringComparison.Ordinal));

    private List<(long, int)> PlacesTold() => _listener.Places;
}
