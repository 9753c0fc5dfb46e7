using ComputeExchange.Core.Tests.RandomScenarios;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>What must hold after every command, on random basket scenarios.</summary>
public sealed class BasketInvariantTests
{
    [Fact]
    public void Nothing_in_basket_books_breaks() => CoreInvariants.Check(ScenarioProfile.Basket, scenarios: 1_000);
}

/// <summary>The same on forwards of exact windows.</summary>
public sealed class ExactForwardInvariantTests
{
    [Fact]
    public void Nothing_in_books_of_exact_forwards_breaks() => CoreInvariants.Check(ScenarioProfile.ExactForwards, scenarios: 1_000);
}

/// <summary>The same on divisible sells and complex buys.</summary>
public sealed class WindowInvariantTests
{
    [Fact]
    public void Nothing_with_window_terms_breaks() => CoreInvariants.Check(ScenarioProfile.Windows, scenarios: 4_000);
}

/// <summary>The same on everything at once.</summary>
public sealed class EverythingInvariantTests
{
    [Fact]
    public void Nothing_breaks_with_everything_at_once() => CoreInvariants.Check(ScenarioProfile.Everything, scenarios: 3_000);
}

/// <summary>One property for every profile; a class each lets the profiles run side by side.</summary>
internal static class CoreInvariants
{
    public static void Check(ScenarioProfile profile, int scenarios)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(RandomScenarioCount.OrElse(scenarios));
        Prop.ForAll(Scenario.Of(profile), Hold).Check(config);
    }

    private static void Hold(Scenario scenario) => ScenarioFailure.ThrowIfAny(
        scenario, candidate => MarketInvariants.FirstBreach(candidate, new CoreUnderTest(), MarketInvariants.All));
}
