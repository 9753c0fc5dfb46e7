using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.Engine.Tests;

/// <summary>A wall clock that jumps moves no deadline: engine time follows the monotonic clock, and the wall clock again only
/// when an operator says that it is right.</summary>
public class StampClockTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_jump_of_an_hour_is_reported_and_not_followed(int hours)
    {
        JumpingClock clock = new();
        using SteppedEngine engine = new(new SimulatedStorage(), Options(clock));
        EngineTime before = engine.Now;

        clock.Jump(hours * Hour);
        clock.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(before.Nanos + 2_000_000_000, engine.Now.Nanos);
        Assert.Equal(hours * Hour, engine.Figures.WallClockAhead);
    }

    [Fact]
    public void An_operator_lets_it_be_followed_ahead_at_once()
    {
        JumpingClock clock = new();
        using SteppedEngine engine = new(new SimulatedStorage(), Options(clock));
        EngineTime before = engine.Now;
        clock.Jump(Hour);
        engine.FollowWallClock();
        Assert.Equal(before.Nanos + EngineTime.NanosPerHour, engine.Now.Nanos);
        Assert.Equal(TimeSpan.Zero, engine.Figures.WallClockAhead);
    }

    [Fact]
    public void Followed_back_it_stands_until_the_wall_clock_has_caught_up()
    {
        JumpingClock clock = new();
        using SteppedEngine engine = new(new SimulatedStorage(), Options(clock));
        EngineTime before = engine.Now;
        clock.Jump(-Hour);
        engine.FollowWallClock();
        clock.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(before, engine.Now);
        clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(before.Nanos + 60_000_000_000, engine.Now.Nanos);
    }

    [Fact]
    public void One_bad_time_server_cannot_expire_a_market()
    {
        JumpingClock clock = new();
        SimulatedStorage storage = new();
        RandomFlow flow = new(3);
        using SteppedEngine engine = new(storage, Options(clock));
        engine.Submit(flow.Opening());
        engine.Submit(flow.Basket(1, Side.Buy, lots: 3, ticks: 100, TimeInForce.Day));
        engine.RunUntilQuiet();
        Assert.Equal(1, engine.Exchange.OpenOrderCount);

        clock.Jump(48 * Hour);
        clock.Pass(TimeSpan.FromMinutes(2));
        engine.RunUntilQuiet();
        Assert.Equal(1, engine.Exchange.OpenOrderCount);

        engine.FollowWallClock();
        clock.Pass(TimeSpan.FromMinutes(2));
        engine.RunUntilQuiet();
        Assert.Equal(0, engine.Exchange.OpenOrderCount);
    }

    [Fact]
    public void Whatever_the_wall_clock_does_engine_time_never_goes_back_and_a_replay_is_identical()
    {
        int seeds = RunSize.Of(smoke: 20, full: 1_000);
        (int jumps, int followed) = (0, 0);
        for (int seed = RunSize.FirstSeed; seed < RunSize.FirstSeed + seeds; seed++)
        {
            var chance = new Random(seed);
            JumpingClock clock = new();
            SimulatedStorage storage = new();
            RecordingListener listener = new();
            RandomFlow flow = new(seed);
            using SteppedEngine engine = new(storage, Options(clock), listener);
            engine.Submit(flow.Opening().Select(command => Stamped(command, engine)));
            EngineTime last = engine.Now;
            for (int step = 0; step < 150; step++)
            {
                TimeSpan passed = TimeSpan.FromMilliseconds(chance.Next(1, 5_000));
                clock.Pass(passed);
                if (chance.Next(5) == 0)
                {
                    clock.Jump((chance.Next(2) == 0 ? 1 : -1) * Hour * chance.NextDouble() * 2);
                    jumps++;
                }
                else if (chance.Next(20) == 0)
                {
                    engine.FollowWallClock();
                    followed++;
                }

                EngineTime now = engine.Now;
                Assert.True(now >= last, $"seed {seed}: engine time went back");
                last = now;
                engine.Submit(Stamped(flow.Next(), engine));
                if (chance.Next(4) == 0)
                    engine.RunUntilQuiet();
            }

            engine.RunUntilQuiet();
            Assert.Equal(listener.Events, EngineFixture.ReplayedEvents(storage, out ReplayResult replay));
            Assert.Equal(engine.Exchange.StateHash(), replay.StateHash);
        }

        output.WriteLine($"{seeds} seeds from {RunSize.FirstSeed} on: {jumps} jumps of up to two hours, {followed} followed by an"
            + " operator's decision, none back; every replay identical");
    }

    private static EngineOptions Options(JumpingClock clock) =>
        EngineFixture.Options(new SimulatedClock()) with { Clock = clock };

    private static Command Stamped(in Command command, SteppedEngine engine) =>
        command.With(command.Header with { Time = engine.Now });

    /// <summary>A wall clock and a monotonic one, which a time server can part.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _wallTicks = DateTimeOffset.UnixEpoch.Ticks + EngineTime.FromHour(59_000).Nanos / 100;
        private long _ticks = 12_345;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => new(_wallTicks, TimeSpan.Zero);

        public void Jump(TimeSpan by) => _wallTicks += by.Ticks;

        public void Pass(TimeSpan by)
        {
            _ticks += by.Ticks;
            _wallTicks += by.Ticks;
        }
    }
}
