namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Which random scenarios a test runs: COMPUTE_EXCHANGE_RANDOM_SCENARIOS of each profile, or its own number unless
/// set; or the one of COMPUTE_EXCHANGE_SEED, to go back to what a failure printed.</summary>
internal static class RandomScenarioCount
{
    private const string CountVariable = "COMPUTE_EXCHANGE_RANDOM_SCENARIOS";
    private const string SeedVariable = "COMPUTE_EXCHANGE_SEED";

    /// <summary>The one seed asked for.</summary>
    public static int? Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out int seed) ? seed : null;

    public static int OrElse(int unlessSet)
    {
        if (Seed is not null)
            return 1;
        return int.TryParse(Environment.GetEnvironmentVariable(CountVariable), out int count) && count > 0 ? count : unlessSet;
    }
}
