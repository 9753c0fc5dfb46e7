using ComputeExchange.Core.Books;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Books;

/// <summary>A profile against the plainest reference there is: one number for each hour.</summary>
public sealed class CapacityProfileTests
{
    private const int Start = 100, Hours = 24, Gpus = 64;

    [Fact]
    public void A_profile_is_what_one_number_for_each_hour_would_be() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(40).ToArbitrary(),
            static draws =>
            {
                CapacityProfile profile = new();
                profile.Fill(new DeliveryWindow(Start, Hours), Gpus);
                int[] hourly = [.. Enumerable.Repeat(Gpus, Hours)];
                foreach (int draw in draws)
                    Sell(profile, hourly, draw);
                AssertSame(profile, hourly);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_copy_is_the_same_and_goes_its_own_way()
    {
        CapacityProfile profile = new(), copy = new();
        profile.Fill(new DeliveryWindow(Start, Hours), Gpus);
        for (int hour = 0; hour < Hours; hour += 2)
            profile.Take(new DeliveryWindow(Start + hour, 1), 8);
        copy.CopyFrom(profile);
        copy.Take(new DeliveryWindow(Start, Hours), 8);

        Assert.Equal(Gpus - 8, profile.GpusAt(0));
        Assert.Equal(Gpus - 16, copy.GpusAt(0));
        Assert.Equal(profile.RunCount, copy.RunCount);
    }

    [Fact]
    public void A_sale_over_the_whole_of_an_hour_and_more_breaks_an_invariant()
    {
        CapacityProfile profile = new();
        profile.Fill(new DeliveryWindow(Start, Hours), Gpus);
        profile.Take(new DeliveryWindow(Start + 5, 1), Gpus);

        Assert.Throws<InvariantException>(() => profile.Take(new DeliveryWindow(Start, Hours), 8));
        Assert.Throws<InvariantException>(() => profile.Take(new DeliveryWindow(Start - 1, 2), 8));
    }

    private static void Sell(CapacityProfile profile, int[] hourly, int draw)
    {
        int from = draw % Hours, length = 1 + draw / Hours % (Hours - from);
        DeliveryWindow window = new(Start + from, length);
        int least = hourly.AsSpan(from, length).ToArray().Min();
        Assert.Equal(least, profile.Least(window));
        if (least == 0)
            return;
        int gpus = 1 + draw / 577 % least;
        profile.Take(window, gpus);
        for (int hour = from; hour < from + length; hour++)
            hourly[hour] -= gpus;
    }

    private static void AssertSame(CapacityProfile profile, int[] hourly)
    {
        Assert.Equal(hourly.Sum(), profile.GpuHours);
        Assert.Equal(new DeliveryWindow(Start, Hours), profile.Window);
        Assert.Equal(0, profile.Least(new DeliveryWindow(Start - 1, 2)));
        Assert.Equal(0, profile.Least(new DeliveryWindow(Start + Hours - 1, 2)));
        for (int run = 0; run < profile.RunCount; run++)
        {
            DeliveryWindow window = profile.RunAt(run);
            for (int hour = window.StartHour; hour < window.EndHour; hour++)
            {
                Assert.Equal(hourly[hour - Start], profile.GpusAt(run));
                Assert.Equal(run, profile.RunOf(hour));
            }
            Assert.True(run == 0 || profile.GpusAt(run) != profile.GpusAt(run - 1), "equal neighbours are one run");
        }
    }
}
