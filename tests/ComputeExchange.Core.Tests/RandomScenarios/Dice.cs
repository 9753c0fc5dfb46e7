namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Seeded chance: the same seed gives the same scenario on every machine.</summary>
internal sealed class Dice(int seed)
{
    private readonly System.Random _random = new(seed);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>One of the given, all as likely.</summary>
    public T Of<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];
}
