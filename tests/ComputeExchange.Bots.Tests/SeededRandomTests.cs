using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Bots.Tests;

public class SeededRandomTests
{
    [Fact]
    public void It_is_SplitMix64_as_published()
    {
        // The first outputs of the reference implementation for the seed 1234567.
        SeededRandom random = new(1234567);

        Assert.Equal(6457827717110365317UL, random.NextBits());
        Assert.Equal(3203168211198807973UL, random.NextBits());
        Assert.Equal(9817491932198370423UL, random.NextBits());
    }

    [Fact]
    public void Numbers_stay_within_their_bounds()
    {
        Prop.ForAll<ulong, PositiveInt>((seed, bound) =>
        {
            SeededRandom random = new(seed);
            int below = random.Below(bound.Get);
            int between = random.Between(-bound.Get, bound.Get);
            double real = random.Between(-1.0, 1.0);
            return below >= 0 && below < bound.Get && between >= -bound.Get && between <= bound.Get && real is >= -1 and < 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Some_of_several_are_different_ones()
    {
        Prop.ForAll<ulong, NonNegativeInt>((seed, count) =>
        {
            int[] among = [.. Enumerable.Range(0, 20)];
            IReadOnlyList<int> some = new SeededRandom(seed).PickSome(among, count.Get);
            return some.Count == Math.Min(20, count.Get) && some.Distinct().Count() == some.Count;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_generator_for_one_purpose_is_not_moved_by_another()
    {
        SeededRandom one = SeededRandom.For(1, purpose: 5);
        SeededRandom other = SeededRandom.For(1, purpose: 6);
        ulong before = SeededRandom.For(1, purpose: 5).NextBits();
        other.NextBits();

        Assert.Equal(before, one.NextBits());
        Assert.NotEqual(before, SeededRandom.For(2, purpose: 5).NextBits());
        Assert.NotEqual(before, SeededRandom.For(1, purpose: 6).NextBits());
    }
}
