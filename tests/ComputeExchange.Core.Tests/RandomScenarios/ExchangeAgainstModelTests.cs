using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The core against the model on random basket scenarios.</summary>
public sealed class BasketAgainstModelTests
{
    [Fact]
    public void Basket_books_trade_as_the_model_says() => AgainstModel.Check(ScenarioProfile.Basket, scenarios: 4_000);
}

/// <summary>The core against the model on random forwards of exact windows.</summary>
public sealed class ExactForwardsAgainstModelTests
{
    [Fact]
    public void Exact_forwards_trade_as_the_model_says() => AgainstModel.Check(ScenarioProfile.ExactForwards, scenarios: 4_000);
}

/// <summary>The core against the model on random divisible sells and complex buys.</summary>
public sealed class WindowsAgainstModelTests
{
    [Fact]
    public void Window_terms_trade_as_the_model_says() => AgainstModel.Check(ScenarioProfile.Windows, scenarios: 12_000);
}

/// <summary>The core against the model on everything at once.</summary>
public sealed class EverythingAgainstModelTests
{
    [Fact]
    public void Everything_at_once_trades_as_the_model_says() => AgainstModel.Check(ScenarioProfile.Everything, scenarios: 10_000);
}

/// <summary>One property for every profile; a class each lets the profiles run side by side.</summary>
internal static class AgainstModel
{
    public static void Check(ScenarioProfile profile, int scenarios)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(RandomScenarioCount.OrElse(scenarios));
        Prop.ForAll(Scenario.Of(profile), Agrees).Check(config);
    }

    private static void Agrees(Scenario scenario) => ScenarioFailure.ThrowIfAny(
        scenario, candidate => ExchangeAgainstModel.FirstDifference(candidate, new CoreUnderTest()));
}
