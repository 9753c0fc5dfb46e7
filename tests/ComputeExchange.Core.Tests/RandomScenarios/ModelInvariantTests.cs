using System.Text.Json;
using ComputeExchange.Core.Tests.Invariants;
using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The reference model alone, on random scenarios: what must hold of any market holds of it.</summary>
public sealed class ModelInvariantTests
{
    private const int ScenariosPerProfile = 500;

    [Theory]
    [InlineData(ScenarioProfile.Basket)]
    [InlineData(ScenarioProfile.ExactForwards)]
    [InlineData(ScenarioProfile.Windows)]
    [InlineData(ScenarioProfile.Everything)]
    public void The_model_oversells_no_hour_passes_no_credit_and_leaves_no_trade_undone(ScenarioProfile profile)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(RandomScenarioCount.OrElse(ScenariosPerProfile));
        Prop.ForAll(Scenario.Of(profile), Holds).Check(config);
    }

    [Fact]
    public void An_iceberg_of_the_model_shows_something_and_no_more_than_it_has()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(RandomScenarioCount.OrElse(ScenariosPerProfile));
        Prop.ForAll(Scenario.Of(ScenarioProfile.Basket), scenario =>
        {
            ReferenceExchange model = new();
            foreach (Command command in scenario.Commands)
            {
                model.Apply(command);
                Assert.All(model.Market.Orders.Where(order => order.IsIceberg),
                    order => Assert.InRange(order.Shown, 1, Math.Min(order.Leaves, order.Terms.DisplayQuantity)));
            }
        }).Check(config);
    }

    [Theory]
    [InlineData(ScenarioProfile.Basket)]
    [InlineData(ScenarioProfile.Everything)]
    public void A_written_scenario_reads_back_as_the_same_commands(ScenarioProfile profile)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(ScenariosPerProfile / 5);
        Prop.ForAll(Scenario.Of(profile), ReadsBack).Check(config);
    }

    private static void Holds(Scenario scenario) => ScenarioFailure.ThrowIfAny(
        scenario, candidate => MarketInvariants.FirstBreach(candidate, new ModelUnderTest(), MarketInvariants.All));

    private static void ReadsBack(Scenario scenario)
    {
        ScenarioReader reader = new();
        List<Command> read = [.. ScenarioWriter.Lines(scenario.Commands)
            .SelectMany(line => reader.Read(JsonDocument.Parse(line).RootElement))];
        Assert.Equal(Outcome(scenario.Commands), Outcome(read));
    }

    private static string Outcome(IEnumerable<Command> commands)
    {
        ReferenceExchange model = new();
        return string.Concat(commands.Select(command => ExchangeAgainstModel.Text(model.Apply(command))));
    }
}
