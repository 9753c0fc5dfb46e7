using System.Numerics;

namespace ComputeExchange.Measurement;

/// <summary>Counts of whole numbers, latencies in nanoseconds as a rule, in buckets that are linear within each power of two: the
/// form that is known as a high dynamic range histogram.</summary>
/// <remarks>
/// <para>A bucket is at most 2^-precision of its values wide, so a percentile is told at most that much too high, and never too
/// low. Smallest, largest, count and mean are exact. All memory is taken at construction: recording allocates nothing, searches
/// nothing, and costs a few instructions. One thread records; threads that each have their own merge them afterwards.</para>
/// <code>
/// shift   values                        width     place of the bucket of v: (shift &lt;&lt; bits) + (v >> shift)
///     0   0 to 2^(bits+1) - 1           1         v
///     1   2^(bits+1) to 2^(bits+2) - 1  2         goes on without a gap
///     s   2^(bits+s) to ...             2^s
/// </code>
/// </remarks>
public sealed class LatencyHistogram
{
    /// <summary>A thousandth: what latencies are told with unless said otherwise.</summary>
    public const int DefaultPrecisionBits = 10;

    /// <summary>An hour in nanoseconds: what latencies are bounded by unless said otherwise.</summary>
    public const long DefaultHighest = 3_600_000_000_000;

    private const int LeastPrecisionBits = 1;
    private const int MostPrecisionBits = 16;

    private readonly long[] _counts;
    private Int128 _sum;

    /// <summary>An empty histogram.</summary>
    /// <param name="highest">The bound: what is above it is counted in the last bucket and in <see cref="OverBound"/>.</param>
    /// <param name="precisionBits">A value is told to within 2^-bits of itself; 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive, or the precision is not 1 to 16.</exception>
    public LatencyHistogram(long highest = DefaultHighest, int precisionBits = DefaultPrecisionBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(highest);
        ArgumentOutOfRangeException.ThrowIfLessThan(precisionBits, LeastPrecisionBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precisionBits, MostPrecisionBits);
        Highest = highest;
        PrecisionBits = precisionBits;
        _counts = new long[PlaceOf(highest) + 1];
    }

    /// <summary>The bound.</summary>
    public long Highest { get; }

    /// <summary>A value is told to within 2^-bits of itself.</summary>
    public int PrecisionBits { get; }

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them were above the bound.</summary>
    public long OverBound { get; private set; }

    /// <summary>The smallest value, exactly; 0 of none.</summary>
    public long Smallest { get; private set; }

    /// <summary>The largest value, exactly, above the bound or not; 0 of none.</summary>
    public long Largest { get; private set; }

    /// <summary>The mean, exactly; 0 of none.</summary>
    public double Mean => Count == 0 ? 0 : (double)_sum / Count;

    /// <summary>Counts a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative: whoever measured it used two clocks.</exception>
    public void Record(long value) => Record(value, times: 1);

    /// <summary>Counts a value so many times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or the times are not positive.</exception>
    public void Record(long value, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        Smallest = Count == 0 ? value : Math.Min(Smallest, value);
        Largest = Math.Max(Largest, value);
        if (value > Highest)
            OverBound += times;
        _counts[PlaceOf(Math.Min(value, Highest))] += times;
        _sum += (Int128)value * times;
        Count += times;
    }

    /// <summary>The value that so many percent of the values do not exceed, by nearest rank: told as the upper end of its bucket,
    /// but never more than the largest value; of one above the bound, the largest. 0 of none.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 100.</exception>
    public long Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        long rank = RankOf(percent, Count);
        if (rank > Count - OverBound)
            return Largest;
        long seen = 0;
        for (int place = 0; place < _counts.Length; place++)
        {
            seen += _counts[place];
            if (seen >= rank && seen > 0)
                return Math.Min(UpperEndOf(place), Largest);
        }
        return 0;
    }

    /// <summary>How many values are larger than a value, as exactly as the buckets are: those of the value's own are not.</summary>
    public long CountAbove(long value)
    {
        long above = 0;
        for (int place = PlaceOf(Math.Clamp(value, 0, Highest)) + 1; place < _counts.Length; place++)
            above += _counts[place];
        return above;
    }

    /// <summary>Adds the values of another histogram of the same bound and precision.</summary>
    /// <exception cref="ArgumentException">Bound or precision differ.</exception>
    public void Merge(LatencyHistogram other)
    {
        if (other.Highest != Highest || other.PrecisionBits != PrecisionBits)
            throw new ArgumentException("Only histograms of the same bound and precision can be merged.", nameof(other));
        if (other.Count == 0)
            return;
        Smallest = Count == 0 ? other.Smallest : Math.Min(Smallest, other.Smallest);
        Largest = Math.Max(Largest, other.Largest);
        for (int place = 0; place < _counts.Length; place++)
            _counts[place] += other._counts[place];
        OverBound += other.OverBound;
        _sum += other._sum;
        Count += other.Count;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        (_sum, Count, OverBound, Smallest, Largest) = (0, 0, 0, 0, 0);
    }

    /// <summary>Which of so many values in order stands for a percentile, counted from 1: the least that has at least so many
    /// percent of them at or before it.</summary>
    public static long RankOf(double percent, long count) =>
        Math.Clamp((long)Math.Ceiling(percent / 100 * count), Math.Min(1, count), count);

    private int PlaceOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value) - PrecisionBits);
        return (shift << PrecisionBits) + (int)(value >> shift);
    }

    private long UpperEndOf(int place)
    {
        int shift = Math.Max(0, (place >> PrecisionBits) - 1);
        long steps = place - ((long)shift << PrecisionBits);
        return (steps + 1 << shift) - 1;
    }
}
