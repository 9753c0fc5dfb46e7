using System.Text.Json;
using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>A difference between core and model, planted in a random scenario, is left with the few commands that it
/// needs.</summary>
public sealed class ScenarioShrinkerTests
{
    [Fact]
    public void A_lost_mass_cancellation_is_shrunk_to_the_order_and_the_command()
    {
        Scenario shrunk = Shrunk(ScenarioProfile.ExactForwards, LosesMassCancellations);

        Assert.Equal([CommandKind.NewOrder, CommandKind.MassCancel], Kinds(shrunk).TakeLast(2));
        Assert.DoesNotContain(Kinds(shrunk), kind => kind is CommandKind.SetCreditLine or CommandKind.Tick);
        Assert.True(shrunk.Commands.Count <= 10, shrunk.ToString());
    }

    [Fact]
    public void A_lost_part_of_a_cover_is_shrunk_to_two_sells_a_buy_and_their_credit()
    {
        Scenario shrunk = Shrunk(ScenarioProfile.Windows, LosesPartsAfterTheFirst);

        Assert.Equal(3, Kinds(shrunk).Count(kind => kind == CommandKind.NewOrder));
        Assert.InRange(Kinds(shrunk).Count(kind => kind == CommandKind.SetCreditLine), 2, 4);
        Assert.DoesNotContain(Kinds(shrunk), kind => kind is CommandKind.ReplaceOrder or CommandKind.CancelOrder or CommandKind.Quote
            or CommandKind.MassCancel or CommandKind.Settle or CommandKind.SetKillSwitch);
    }

    [Fact]
    public void No_command_can_be_left_out_of_what_is_left()
    {
        Scenario shrunk = Shrunk(ScenarioProfile.Windows, LosesPartsAfterTheFirst);

        for (int i = 0; i < shrunk.Commands.Count; i++)
        {
            Scenario less = shrunk with { Commands = [.. shrunk.Commands.Where((_, at) => at != i)] };
            bool isDefinition = shrunk.Commands[i].Kind.ToString().StartsWith("Define", StringComparison.Ordinal);
            Assert.True(isDefinition || LosesPartsAfterTheFirst(less) is null, $"without command {i + 1} it still fails: {shrunk}");
        }
    }

    [Fact]
    public void What_is_printed_names_the_seed_and_reads_back_as_a_scenario_that_fails()
    {
        Scenario failing = FirstFailing(ScenarioProfile.Windows, LosesPartsAfterTheFirst);

        InvalidOperationException told =
            Assert.Throws<InvalidOperationException>(() => ScenarioFailure.ThrowIfAny(failing, LosesPartsAfterTheFirst));

        Assert.Contains($"seed {failing.Seed}:", told.Message);
        string[] lines = told.Message.Split('\n');
        int first = Array.IndexOf(lines, "Scenarios/NAME.in.jsonl") + 1;
        ScenarioReader reader = new();
        List<Command> read = [.. lines.Skip(first).TakeWhile(line => line != """{"do":"orders"}""")
            .SelectMany(line => reader.Read(JsonDocument.Parse(line).RootElement))];
        Assert.NotNull(LosesPartsAfterTheFirst(failing with { Commands = read }));
        Assert.Equal(2, lines.Skip(first).Count(line => line.StartsWith("""{"event":"trade","group":1,""", StringComparison.Ordinal)));
    }

    private static string? LosesMassCancellations(Scenario scenario) => ExchangeAgainstModel.FirstDifference(scenario,
        AlteredExchange.Without(happened => happened.Kind == EventKind.Cancelled && happened.Cancelled.Reason == CancelReason.MassCancel));

    private static string? LosesPartsAfterTheFirst(Scenario scenario) => ExchangeAgainstModel.FirstDifference(scenario,
        AlteredExchange.Without(happened => happened.Kind == EventKind.Trade && !happened.Trade.Instrument.IsBasket
            && happened.Trade.Instrument.Window.StartHour > happened.Trade.Buy.Instrument.Window.StartHour));

    private static Scenario Shrunk(ScenarioProfile profile, Func<Scenario, string?> failure) =>
        ScenarioShrinker.Shrink(FirstFailing(profile, failure), failure);

    private static Scenario FirstFailing(ScenarioProfile profile, Func<Scenario, string?> failure) =>
        Enumerable.Range(1, 500).Select(seed => ScenarioGenerator.Generate(profile, seed)).First(scenario => failure(scenario) is not null);

    private static List<CommandKind> Kinds(Scenario scenario) => [.. scenario.Commands.Select(command => command.Kind)];
}
