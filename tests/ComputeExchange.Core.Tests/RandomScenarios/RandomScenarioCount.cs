namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>How many random scenarios a test runs: COMPUTE_EXCHANGE_RANDOM_SCENARIOS of each profile, or its own number unless
/// set.</summary>
internal static class RandomScenarioCount
{
    private const string Variable = "COMPUTE_EXCHANGE_RANDOM_SCENARIOS";

    public static int OrElse(int unlessSet) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), out int count) && count > 0 ? count : unlessSet;
}
