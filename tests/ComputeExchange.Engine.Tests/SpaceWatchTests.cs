using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>A device that fills up: new orders end in good time, cancels go on, and so does everything when there is room.</summary>
public class SpaceWatchTests
{
    private const long MebiByte = 1 << 20;

    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();
    private readonly RandomFlow _flow = new(5);
    private readonly EngineOptions _options;

    public SpaceWatchTests() => _options = EngineFixture.Options(_clock) with
    {
        Space = new SpaceOptions
        {
            RefuseBelowBytes = 40 * MebiByte,
            ResumeAboveBytes = 60 * MebiByte,
            WarnBelowBytes = 100 * MebiByte,
        },
    };

    [Fact]
    public void It_warns_then_refuses_new_orders_takes_cancels_and_carries_on_when_there_is_room()
    {
        using SteppedEngine engine = new(_storage, _options, _listener);
        engine.Submit(_flow.Opening());
        engine.RunUntilQuiet();
        Assert.Equal((SpaceStanding.Enough, ""), (engine.Figures.Space, Enter(engine)));

        LeaveFree(99 * MebiByte, engine);
        Assert.Equal((SpaceStanding.Low, ""), (engine.Figures.Space, Enter(engine)));
        int open = engine.Exchange.OpenOrderCount;

        LeaveFree(39 * MebiByte, engine);
        Assert.Equal((SpaceStanding.Refusing, "Halted"), (engine.Figures.Space, Enter(engine)));
        Assert.Equal(open, engine.Exchange.OpenOrderCount);
        engine.Submit(_flow.Asked(1, header => Command.Of(header, new MassCancel { Participant = new ParticipantId(1) })));
        engine.RunUntilQuiet();
        Assert.Equal(0, engine.Exchange.OpenOrderCount);

        // Between the two bounds it stays as it was.
        LeaveFree(50 * MebiByte, engine);
        Assert.Equal((SpaceStanding.Refusing, "Halted"), (engine.Figures.Space, Enter(engine)));
        LeaveFree(61 * MebiByte, engine);
        Assert.Equal((SpaceStanding.Low, ""), (engine.Figures.Space, Enter(engine)));
        LeaveFree(500 * MebiByte, engine);
        Assert.Equal((SpaceStanding.Enough, ""), (engine.Figures.Space, Enter(engine)));
        Assert.Equal(engine.Exchange.StateHash(), Replayed());
    }

    [Fact]
    public void What_an_operator_halted_stays_halted_when_there_is_room_again_and_the_other_way_round()
    {
        using SteppedEngine engine = new(_storage, _options, _listener);
        engine.Submit(_flow.Opening());
        engine.Submit(_flow.Own(header => Command.Of(
            header, new DefineParticipant { Code = Code.Parse("DESK"), Kind = ParticipantKind.Operator })));
        engine.Submit(_flow.Own(header => Command.Of(
            header, new OpenSession { Participant = new ParticipantId(RandomFlow.Participants + 1), Name = Code.Parse("desk") })));
        LeaveFree(39 * MebiByte, engine);
        engine.Submit(Halt(1, on: true));
        LeaveFree(500 * MebiByte, engine);
        Assert.Equal("Halted", Enter(engine));
        engine.Submit(Halt(2, on: false));
        Assert.Equal("", Enter(engine));

        LeaveFree(39 * MebiByte, engine);
        engine.Submit(Halt(3, on: false));
        Assert.Equal("Halted", Enter(engine));
    }

    [Fact]
    public void A_restart_knows_that_it_refused_and_resumes_when_there_is_room()
    {
        using (SteppedEngine engine = new(_storage, _options, _listener))
        {
            engine.Submit(_flow.Opening());
            LeaveFree(39 * MebiByte, engine);
            engine.RequestSnapshot();
            engine.RunUntilQuiet();
        }

        using SteppedEngine again = new(_storage, _options, _listener);
        again.RunUntilQuiet();
        Assert.Equal("Halted", Enter(again));
        LeaveFree(500 * MebiByte, again);
        Assert.Equal("", Enter(again));
    }

    [Fact]
    public void Under_orders_without_end_the_journal_never_meets_a_full_device()
    {
        using SteppedEngine engine = new(_storage, _options, _listener);
        engine.Submit(_flow.Opening());
        engine.RunUntilQuiet();
        // Somebody else fills the device, 4 MiB a second, down to the last quarter of what new orders need.
        for (int second = 0; second < 100; second++)
        {
            _storage.CapacityBytes = Used() + Math.Max(10 * MebiByte, 200 * MebiByte - second * 4 * MebiByte);
            for (int order = 0; order < 20; order++)
                engine.Submit(_flow.Next());
            _clock.Advance(TimeSpan.FromSeconds(1));
            engine.RunUntilQuiet();
            Assert.False(engine.IsHalted, $"second {second}: {engine.Failure}");
        }

        Assert.Equal(SpaceStanding.Refusing, engine.Figures.Space);
        Assert.Equal("Halted", Enter(engine));
    }

    private long Used() => _storage.CapacityBytes - _storage.FreeBytes;

    private void LeaveFree(long bytes, SteppedEngine engine)
    {
        engine.RunUntilQuiet();
        _storage.CapacityBytes = Used() + bytes;
        _clock.Advance(TimeSpan.FromSeconds(1));
        engine.RunUntilQuiet();
    }

    private Command Halt(long number, bool on) => Command.Of(
        new CommandHeader
        {
            Time = _flow.Time,
            Session = new SessionId(RandomFlow.Sessions + 1),
            RequestNumber = number,
        },
        new SetHalt { On = on });

    /// <summary>Enters an order that rests; why it was refused, nothing when it was not.</summary>
    private string Enter(SteppedEngine engine)
    {
        int told = _listener.Events.Count;
        engine.Submit(_flow.Basket(1, Side.Buy, lots: 1, ticks: 100));
        engine.RunUntilQuiet();
        string answer = string.Join(' ', _listener.Events.Skip(told));
        return answer.Contains("Reason = Halted", StringComparison.Ordinal) ? "Halted"
            : answer.Contains("Reason", StringComparison.Ordinal) ? answer
            : "";
    }

    private ulong Replayed()
    {
        EngineFixture.ReplayedEvents(_storage, out ReplayResult result);
        return result.StateHash;
    }
}
