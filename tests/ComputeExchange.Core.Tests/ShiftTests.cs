using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests;

/// <summary>What moves and searches integers in place, beside what the library does more slowly.</summary>
public sealed class ShiftTests
{
    [Fact]
    public void A_gap_is_made_and_filled_as_a_copy_of_the_rest_would() =>
        Prop.ForAll<byte, byte>((byte length, byte at) =>
            Gaps(length, at, i => i) && Gaps(length, at, i => (long)i) && Gaps(length, at, i => (Int128)i << 64 | (uint)i))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_searched_is_where_the_first_is_that_is_no_less() =>
        Prop.ForAll<short[], byte, short>((short[] values, byte before, short wanted) =>
        {
            int[] ascending = [.. values.Select(value => (int)value).Distinct().Order()];
            int from = Math.Min(before, ascending.Length);
            int[] sorted = SortedInts.Make(ascending.Length);
            ascending.CopyTo(sorted, 0);
            int expected = from + ascending.Skip(from).TakeWhile(value => value < wanted).Count();
            return SortedInts.LowerBound(sorted, from, ascending.Length - from, wanted) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_array_that_grows_keeps_what_is_in_it_and_has_nothing_behind()
    {
        int[] sorted = SortedInts.Make(1);
        sorted[0] = 5;
        SortedInts.Grow(ref sorted, 40);
        Assert.Equal(5, sorted[0]);
        Assert.Equal(40 + SortedInts.RoomBehind, sorted.Length);
        Assert.All(sorted[1..], behind => Assert.Equal(SortedInts.Nothing, behind));
    }

    [Fact]
    public void What_would_not_fill_a_vector_is_refused_before_anything_moves()
    {
        Twelve[] twelves = [new(1, 2, 3), new(4, 5, 6), new(7, 8, 9), new(10, 11, 12)];
        Twelve[] before = [.. twelves];
        Assert.Throws<InvariantException>(() => Shift.Up(twelves, 0, 3));
        Assert.Throws<InvariantException>(() => Shift.Down(twelves, 0, 3));
        Assert.Equal(before, twelves);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    [InlineData(2, -1)]
    [InlineData(-1, 1)]
    public void No_gap_reaches_beyond_the_array(int from, int count)
    {
        int[] four = [1, 2, 3, 4];
        Assert.ThrowsAny<SystemException>(() => Shift.Up(four, from, count));
        Assert.ThrowsAny<SystemException>(() => Shift.Down(four, from, count));
        Assert.Equal([1, 2, 3, 4], four);
    }

    private static bool Gaps<T>(int length, int place, Func<int, T> make)
        where T : unmanaged
    {
        T[] before = [.. Enumerable.Range(1, length + 1).Select(make)];
        int at = place % (length + 1);
        int count = length - at;
        T[] up = [.. before], down = [.. before];
        Shift.Up(up, at, count);
        Shift.Down(down, at, count);
        T[] expectedUp = [.. before], expectedDown = [.. before];
        Array.Copy(before, at, expectedUp, at + 1, count);
        Array.Copy(before, at + 1, expectedDown, at, count);
        return up.SequenceEqual(expectedUp) && down.SequenceEqual(expectedDown);
    }

    /// <summary>Twelve bytes.</summary>
    private readonly record struct Twelve(int First, int Second, int Third);
}
