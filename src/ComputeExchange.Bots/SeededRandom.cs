namespace ComputeExchange.Bots;

/// <summary>Random numbers that are the same for the same seed on every machine and in every version of the runtime, which
/// System.Random does not promise.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. Not for
/// secrets.</remarks>
/// <param name="seed">Any number.</param>
public sealed class SeededRandom(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const int BitsOfDouble = 53;
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += GoldenGamma;
            ulong mixed = _state;
            mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
            return mixed ^ mixed >> 31;
        }
    }

    /// <summary>A generator of its own for one purpose: what another one draws does not move it.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="purpose">Numbers the purpose; the same one gives the same generator.</param>
    public static SeededRandom For(ulong seed, ulong purpose) =>
        new(new SeededRandom(unchecked(seed ^ new SeededRandom(purpose).NextBits())).NextBits());

    /// <summary>A whole number from 0 on, below a bound.</summary>
    /// <param name="bound">Above 0.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // The high half of a 128-bit product: off uniform by less than bound / 2^64, and never a loop.
        return (int)((UInt128)NextBits() * (uint)bound >> 64);
    }

    /// <summary>A whole number between two, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A number between two, the upper one left out.</summary>
    public double Between(double least, double most) => least + (most - least) * NextUnit();

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>One of several, each as likely.</summary>
    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    /// <summary>A number of several, without a repetition, in random order; all of them when there are fewer.</summary>
    public IReadOnlyList<T> PickSome<T>(IReadOnlyList<T> among, int count)
    {
        T[] shuffled = [.. among];
        int wanted = Math.Min(count, shuffled.Length);
        for (int i = 0; i < wanted; i++)
        {
            int other = Between(i, shuffled.Length - 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }
        return shuffled[..wanted];
    }

    private double NextUnit() => (NextBits() >> (64 - BitsOfDouble)) * (1.0 / (1UL << BitsOfDouble));
}
