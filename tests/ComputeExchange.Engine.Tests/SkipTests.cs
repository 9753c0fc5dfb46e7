using ComputeExchange.Core;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>A command that breaks an invariant does not stop every restart: an operator may decide that it is skipped, and every
/// later replay keeps to that.</summary>
public class SkipTests
{
    private const ushort Victim = 2;

    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();
    private readonly RandomFlow _flow = new(77);
    private long _breaking;

    [Fact]
    public void A_command_that_breaks_an_invariant_stops_every_start_until_it_is_skipped()
    {
        LiveUntilItBreaks();
        BreakingCommandException stopped = Assert.Throws<BreakingCommandException>(() => Start(skip: null));
        Assert.Equal(_breaking, stopped.Sequence);
        Assert.Contains($"'serve --skip {_breaking}'", stopped.Message, StringComparison.Ordinal);

        using (SteppedEngine skipping = Start(_breaking))
        {
            Assert.Equal([_breaking], skipping.Recovery.Skipped);
            // Its request number is used up, and its session hears that it was refused.
            Assert.Contains(skipping.ReadAll(Victim), report => report.Length > 0);
            skipping.Submit(_flow.Next());
            skipping.RequestSnapshot();
            skipping.RunUntilQuiet();
            Assert.False(skipping.IsHalted, $"{skipping.Failure}");
        }

        // Neither a later start nor a replay from the beginning needs to be told again.
        using (SteppedEngine again = Start(skip: null))
            again.RunUntilQuiet();
        ReplayResult replay = JournalReplay.Run(_storage, new ReplayOptions { Probe = Break });
        Assert.Equal([_breaking], replay.Skipped);
        using SteppedEngine last = Start(_breaking);
        Assert.Equal(replay.StateHash, last.Recovery.StateHash);
    }

    [Fact]
    public void The_session_of_a_skipped_request_is_told_that_it_was_refused_and_goes_on_with_the_next_number()
    {
        LiveUntilItBreaks();
        List<string> events = [];
        Start(_breaking).Dispose();
        JournalReplay.Run(
            _storage, new ReplayOptions { Probe = Break },
            onEvent: (in command, in happened) =>
            {
                if (happened.Header.Sequence == _breaking)
                    events.Add($"{happened.Kind} {happened.Rejected.Reason} {happened.Header.Session.Value}");
            });
        Assert.Equal([$"{EventKind.Rejected} {RejectReason.Halted} {Victim}"], events);
    }

    [Fact]
    public void Only_the_command_that_stops_a_start_can_be_skipped()
    {
        LiveUntilItBreaks();
        List<string> before = EngineFixture.JournalOf(_storage);
        // Told already, not there, and behind the one that stops it.
        Assert.Throws<CommandSkipException>(() => Start(1));
        Assert.Throws<CommandSkipException>(() => Start(1_000_000));
        Assert.Throws<CommandSkipException>(() => Start(0));
        Assert.Equal(_breaking, Assert.Throws<BreakingCommandException>(() => Start(_breaking + 1)).Sequence);
        Assert.Equal(before, EngineFixture.JournalOf(_storage));
    }

    [Fact]
    public void A_command_that_breaks_nothing_is_not_skipped()
    {
        LiveUntilItBreaks();
        CommandSkipException refusal = Assert.Throws<CommandSkipException>(
            () => new SteppedEngine(_storage, EngineFixture.Options(_clock) with { SkipCommand = _breaking }));
        Assert.Equal($"Command {_breaking} is not skipped: carrying it out breaks nothing.", refusal.Message);
    }

    private void LiveUntilItBreaks()
    {
        using SteppedEngine engine = new(_storage, EngineFixture.Options(_clock) with { Probe = Break }, _listener);
        engine.Submit(_flow.Opening());
        for (int i = 0; i < 40; i++)
            engine.Submit(_flow.Next());
        engine.RunUntilQuiet();
        engine.Submit(_flow.Basket(Victim, Side.Buy, lots: 666, ticks: 25_000));
        engine.Submit(_flow.Order(1));
        engine.RunUntilQuiet();
        Assert.True(engine.IsHalted);
        Assert.Equal(EngineHaltReason.InvariantBroken, engine.Failure!.Reason);
        _breaking = ((BreakingCommandException)engine.Failure.InnerException!).Sequence;
        Assert.InRange(_breaking, 1, engine.Figures.DurableSequence - 1);
    }

    private SteppedEngine Start(long? skip) =>
        new(_storage, EngineFixture.Options(_clock) with { Probe = Break, SkipCommand = skip });

    private static void Break(Command command)
    {
        if (command.Kind == CommandKind.NewOrder && command.NewOrder.Quantity == 666)
            throw new InvariantException("a test broke it");
    }
}
