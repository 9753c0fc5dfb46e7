using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The core against the model where offers are many.</summary>
public sealed class CrowdedMarketAgainstModelTests
{
    [Fact]
    public void Covers_out_of_more_offers_than_a_search_looks_at_are_what_the_model_says() => Check(offers: 60, scenarios: 60);

    /// <summary>So many that the pool fetches the rest of them at once.</summary>
    [Fact]
    public void Covers_out_of_more_offers_than_are_fetched_one_by_one_are_what_the_model_says() =>
        Check(offers: 400, scenarios: 3);

    private static void Check(int offers, int scenarios)
    {
        Gen<int> seeds = RandomScenarioCount.Seed is { } seed ? Gen.Constant(seed) : Gen.Choose(0, int.MaxValue - 1);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(RandomScenarioCount.OrElse(scenarios));
        Prop.ForAll(Arb.From(seeds.Select(from => CrowdedMarket.Generate(from, offers))), Agrees).Check(config);
    }

    private static void Agrees(Scenario scenario) => ScenarioFailure.ThrowIfAny(
        scenario, candidate => ExchangeAgainstModel.FirstDifference(candidate, new CoreUnderTest()));
}
