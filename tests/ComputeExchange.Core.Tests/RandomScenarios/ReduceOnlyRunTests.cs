using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Killed participants that may reduce, in random markets.</summary>
public sealed class ReduceOnlyRunTests(ITestOutputHelper output)
{
    private const int Scenarios = 600;

    [Theory]
    [InlineData(ScenarioProfile.Basket)]
    [InlineData(ScenarioProfile.Windows)]
    [InlineData(ScenarioProfile.Everything)]
    public void Who_is_killed_and_may_reduce_enters_what_the_slow_rule_allows_and_never_holds_more(ScenarioProfile profile)
    {
        int count = RandomScenarioCount.OrElse(Scenarios);
        int allowed = 0, refused = 0, trades = 0;
        for (int i = 0; i < count; i++)
        {
            int seed = RandomScenarioCount.Seed ?? i;
            ReduceOnlyRun run = new(profile, seed);
            string? fault = run.FirstFault();
            Assert.True(fault is null, $"profile {profile}, seed {seed}: {fault}");
            (allowed, refused, trades) = (allowed + run.Allowed, refused + run.Refused, trades + run.Trades);
        }
        output.WriteLine($"{profile}: {count} scenarios, {allowed} let in, {refused} refused, {trades} trades while killed");
        if (count >= Scenarios)
            Assert.True(Math.Min(Math.Min(allowed, refused), trades) > count / 4, $"{allowed}, {refused}, {trades}");
    }
}
