using System.Globalization;

namespace ComputeExchange.Tests.Shared;

/// <summary>How much a reliability test does: a smoke size in the normal run, the full size that docs/RELIABILITY.md records
/// when COMPUTE_EXCHANGE_FULL is 1. COMPUTE_EXCHANGE_SEED chooses the first seed, to go back to what a failure printed.</summary>
internal static class RunSize
{
    /// <summary>Whether the full size was asked for.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("COMPUTE_EXCHANGE_FULL") == "1";

    /// <summary>The first seed: 1 unless chosen.</summary>
    public static int FirstSeed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("COMPUTE_EXCHANGE_SEED"), CultureInfo.InvariantCulture, out int seed)
            ? seed
            : 1;

    /// <summary>One of two sizes.</summary>
    public static int Of(int smoke, int full) => IsFull ? full : smoke;
}
