using Xunit;

namespace ComputeExchange.Measurement.Tests;

/// <summary>Coordinated omission, with a stall planted on a clock that only the test moves.</summary>
public sealed class OpenLoopTests
{
    private const long Micro = 1_000, Milli = 1_000_000;
    private const int PerSecond = 10_000;
    private const int Messages = 10_000;
    private const long ServiceNanos = 10 * Micro;
    private const long StallNanos = 100 * Milli;

    private readonly MovedClock _clock = new();
    private readonly LatencyHistogram _fromDue = new(precisionBits: 16), _fromSend = new(precisionBits: 16);

    [Fact]
    public void A_stall_counts_for_every_message_that_was_due_in_it()
    {
        RunWithAStallAt(message: 5_000);

        // Due every 100 us, served in 10: the k-th message behind the stall waits 100,010 - 90 k us, until k is 1,111.
        Assert.Equal(StallNanos + ServiceNanos, _fromDue.Largest);
        Assert.Equal(1_112, _fromDue.CountAbove(11 * ServiceNanos / 10));
        Assert.InRange(_fromDue.Percentile(90), 9 * Milli, 12 * Milli);
        Assert.InRange(_fromDue.Percentile(99), 89 * Milli, 93 * Milli);
    }

    [Fact]
    public void Counted_from_the_send_the_same_run_hides_it()
    {
        RunWithAStallAt(message: 5_000);

        Assert.Equal(1, _fromSend.CountAbove(ServiceNanos));
        Assert.Equal(ServiceNanos, _fromSend.Percentile(99.98));
    }

    [Fact]
    public void Without_a_stall_both_say_the_same()
    {
        RunWithAStallAt(message: -1);

        Assert.Equal((ServiceNanos, ServiceNanos), (_fromDue.Smallest, _fromDue.Largest));
        Assert.Equal((ServiceNanos, ServiceNanos), (_fromSend.Smallest, _fromSend.Largest));
    }

    [Fact]
    public void Messages_sent_without_waiting_carry_the_time_they_were_due()
    {
        List<long> late = [];
        OpenLoop.Send(ArrivalSchedule.Even(PerSecond), 5, _clock, (message, due) =>
        {
            late.Add(_clock.Nanos - due);
            _clock.Pass(message == 1 ? 250 * Micro : 0);
        });
        Assert.Equal([0, 0, 150 * Micro, 50 * Micro, 0], late);
    }

    [Fact]
    public void Even_arrivals_are_always_as_far_apart()
    {
        ArrivalSchedule schedule = ArrivalSchedule.Even(perSecond: 3);
        Assert.Equal([0, 333_333_333, 666_666_666], [schedule.Next(), schedule.Next(), schedule.Next()]);
    }

    [Fact]
    public void Independent_arrivals_keep_the_rate_and_come_again_from_the_same_seed()
    {
        ArrivalSchedule first = ArrivalSchedule.Poisson(PerSecond, seed: 5), again = ArrivalSchedule.Poisson(PerSecond, seed: 5);
        long last = 0, atOnce = 0;
        for (int i = 0; i < 100_000; i++)
        {
            long due = first.Next();
            Assert.Equal(due, again.Next());
            Assert.True(due >= last);
            atOnce += due - last < 10 * Micro ? 1 : 0;
            last = due;
        }

        // 100,000 gaps of 100 us: 10 s within 1.3 % (4 standard deviations), and 1 - e^-0.1 of the gaps under 10 us.
        Assert.InRange(last, 9_870 * Milli, 10_130 * Milli);
        Assert.InRange(atOnce, 9_100, 9_930);
    }

    private void RunWithAStallAt(int message) => OpenLoop.Run(
        ArrivalSchedule.Even(PerSecond), Messages, _clock,
        exchange: number => _clock.Pass(ServiceNanos + (number == message ? StallNanos : 0)), _fromDue, _fromSend);
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovedClock : IMeasuringClock
{
    public long Nanos { get; private set; }

    public void WaitUntil(long nanos) => Nanos = Math.Max(Nanos, nanos);

    public void Pass(long nanos) => Nanos += nanos;
}
