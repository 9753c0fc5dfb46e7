using System.Text.Json;
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

    [Theory]
    [InlineData(ScenarioProfile.Basket)]
    [InlineData(ScenarioProfile.Everything)]
    public void A_written_scenario_reads_back_as_the_same_commands(ScenarioProfile profile)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(ScenariosPerProfile / 5);
        Prop.ForAll(Scenario.Of(profile), ReadsBack).Check(config);
    }

    private static void Holds(Scenario scenario)
    {
        ReferenceExchange model = new();
        MarketInvariants invariants = new(model);
        try
        {
            foreach (Command command in scenario.Commands)
                invariants.HoldAfter(command, model.Apply(command));
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"{scenario}\n{broken.Message}", broken);
        }
    }

    /// <summary>Protection and caps have no line in SPEC 8; everything else that happens must come out the same.</summary>
    private static void ReadsBack(Scenario scenario)
    {
        Scenario writable = scenario with
        {
            Commands = [.. scenario.Commands.Where(command =>
                command.Kind is not CommandKind.SetMarketMakerProtection and not CommandKind.SetOrderCaps)],
        };
        ScenarioReader reader = new();
        List<Command> read = [.. ScenarioWriter.Lines(writable.Commands)
            .SelectMany(line => reader.Read(JsonDocument.Parse(line).RootElement))];
        Assert.Equal(Outcome(writable.Commands), Outcome(read));
    }

    private static string Outcome(IEnumerable<Command> commands)
    {
        ReferenceExchange model = new();
        return string.Concat(commands.Select(command => ExchangeAgainstModel.Text(model.Apply(command))));
    }
}
