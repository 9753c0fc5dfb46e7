using ComputeExchange.Hedging.Reports;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Decisions;

/// <summary>The hedger killed at every step: whatever is lost or sent again, the position is what it would have been.</summary>
public class HedgerCrashTests
{
    private const int Ratio = 777_650;
    private const int RandomRuns = 150;

    public enum Crash
    {
        /// <summary>The hedger is made anew over the same book; what it had sent is still under way.</summary>
        HedgerOnly,

        /// <summary>What was sent is lost, and the book is folded again from the events.</summary>
        LostBeforeTheJournal,

        /// <summary>What was sent was journaled, and applied before the book is folded again.</summary>
        AppliedBeforeTheRestart,

        /// <summary>The book comes from a snapshot; what was sent is still under way.</summary>
        SnapshotWithRequestUnderWay,
    }

    public static TheoryData<Crash> Crashes => [.. Enum.GetValues<Crash>()];

    [Theory]
    [MemberData(nameof(Crashes))]
    public void A_crash_between_any_two_steps_never_hedges_twice(Crash crash)
    {
        (long expected, int steps) = Play(crash, crashAt: -1);
        Assert.Equal(-98, expected);
        for (int crashAt = 0; crashAt <= steps; crashAt++)
        {
            (long position, _) = Play(crash, crashAt);
            Assert.True(expected == position, $"{crash} at step {crashAt}: {position} lots instead of {expected}.");
        }
    }

    [Fact]
    public void A_hedger_that_steps_after_every_event_sends_nothing_twice()
    {
        HedgedMarket market = Started();
        market.AfterEvent = () => market.Hedger.Step();
        Trade(market, () => { });
        market.Quote(1_000, 1_000);
        market.Deal(64);
        market.Deal(64);
        market.Settle();
        Assert.Equal(-196, market.Position);
        Assert.Empty(market.Refusals());
        // The engine would ignore a request that comes again: that none does is seen only where they are sent.
        Assert.Equal(Enumerable.Range(1, market.SentRequests.Count).Select(number => (long)number), market.SentRequests);
    }

    [Fact]
    public void A_hedger_made_anew_after_every_event_sends_the_same_requests_again_and_none_counts_twice()
    {
        HedgedMarket market = Started();
        market.AfterEvent = () =>
        {
            market.RestartHedger();
            market.Hedger.Step();
        };
        Trade(market, () => { });
        Assert.Equal(-98, market.Position);
        Assert.All(market.Refusals(), reason => Assert.Equal(RejectReason.RequestNumberReused, reason));
    }

    [Fact]
    public void The_same_request_again_is_ignored_and_another_under_its_number_refused()
    {
        HedgedMarket market = Started();
        market.Quote(1_000, 1_000);
        market.Deal(64);
        market.Hedger.Step();
        market.RestartHedger();
        market.Hedger.Step();
        market.Deal(8);
        market.RestartHedger();
        market.Hedger.Step();

        Assert.Equal(3, market.Ring.Count);
        Assert.All(market.Ring, command => Assert.Equal(1, command.Header.RequestNumber));
        market.Settle();
        Assert.Equal([RejectReason.RequestNumberReused], market.Refusals());
        Assert.Equal([49L, 6], market.HedgeOrders().Select(order => order.Leaves));
        Assert.Equal(2, market.Book.LastHedgeRequestOf(HedgedMarket.Dealer));
    }

    [Fact]
    public void Random_markets_with_random_crashes_end_on_target_and_never_go_past_it()
    {
        for (int seed = 1; seed <= RandomRuns; seed++)
        {
            Random random = new(seed);
            HedgedMarket market = Started();
            market.AfterEvent = () =>
            {
                if (random.Next(4) == 0)
                    market.Hedger.Step();
            };
            for (int step = 0; step < 60; step++)
                Act(market, random);
            market.AfterEvent = () => { };
            market.Hedging(on: true);
            market.Quote(10_000, 10_000);
            market.Settle();

            Assert.True(market.Position == TargetLots(market), $"Seed {seed}: {market.Position} of {TargetLots(market)}.");
            Assert.True(market.Refusals().All(reason => reason == RejectReason.RequestNumberReused), $"Seed {seed}.");
        }
    }

    private static void Act(HedgedMarket market, Random random)
    {
        switch (random.Next(9))
        {
            case 0 or 1:
                market.Deal(random.Next(1, 40), fromHour: random.Next(700), hours: random.Next(1, 20));
                break;
            case 2:
                market.Quote(random.Next(0, 6), random.Next(0, 6), bid: 2.48m + random.Next(3) * .01m);
                break;
            case 3:
                market.Hedging(on: random.Next(3) > 0, maxLots: random.Next(4));
                break;
            case 4:
                market.RestartHedger();
                break;
            case 5:
                market.Ring.Clear();
                market.RebuildBook();
                break;
            case 6:
                market.ReloadBook();
                break;
            default:
                market.Hedger.Step();
                if (market.Ring.TryDequeue(out Command command))
                    market.Apply(command);
                break;
        }
        // The exposure only grows, so what is held may never be more than what it calls for now.
        decimal target = market.Report.Contracts.FirstOrDefault()?.ExactTarget ?? 0;
        Assert.InRange(market.Position, target, 0);
    }

    private static long TargetLots(HedgedMarket market) =>
        (long)decimal.Truncate(market.Report.Contracts.FirstOrDefault()?.ExactTarget ?? 0);

    private static HedgedMarket Started()
    {
        HedgedMarket market = new();
        market.Ratio(Ratio);
        market.Settle();
        return market;
    }

    /// <summary>Two deals against a book that fills the hedge in pieces, with a crash at one of the steps.</summary>
    private static (long Position, int Steps) Play(Crash crash, int crashAt)
    {
        HedgedMarket market = new();
        market.Ratio(Ratio);
        int step = 0;
        Trade(market, () =>
        {
            if (step++ == crashAt)
                Kill(market, crash);
        });
        return (market.Position, step);
    }

    private static void Trade(HedgedMarket market, Action step)
    {
        market.Deal(64);
        Turns(market, step);
        market.Quote(20, 20);
        Turns(market, step);
        market.Deal(64);
        Turns(market, step);
        market.Quote(30, 20);
        Turns(market, step);
        market.Quote(1_000, 20);
        Turns(market, step);
        market.Settle();
    }

    private static void Turns(HedgedMarket market, Action step)
    {
        for (int turn = 0; turn < 4; turn++)
        {
            step();
            market.Hedger.Step();
            step();
            if (market.Ring.TryDequeue(out Command command))
                market.Apply(command);
        }
    }

    private static void Kill(HedgedMarket market, Crash crash)
    {
        switch (crash)
        {
            case Crash.HedgerOnly:
                market.RestartHedger();
                break;
            case Crash.LostBeforeTheJournal:
                market.Ring.Clear();
                market.RebuildBook();
                break;
            case Crash.AppliedBeforeTheRestart:
                while (market.Ring.TryDequeue(out Command command))
                    market.Apply(command);
                market.RebuildBook();
                break;
            default:
                market.ReloadBook();
                break;
        }
    }
}
