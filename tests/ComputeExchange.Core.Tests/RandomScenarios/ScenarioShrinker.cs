using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Leaves commands out of a failing scenario, and terms out of its orders, for as long as it still fails: halves
/// first, then ever smaller pieces, again until no single one can go (delta debugging, Zeller and Hildebrandt 2002).</summary>
internal static class ScenarioShrinker
{
    /// <summary>A scenario that fails and that nothing can be left out of.</summary>
    /// <param name="scenario">One that fails.</param>
    /// <param name="failure">How a scenario fails; null when it does not.</param>
    public static Scenario Shrink(Scenario scenario, Func<Scenario, string?> failure)
    {
        int before;
        do
        {
            before = scenario.Commands.Count;
            scenario = WithoutTerms(WithoutCommands(scenario, failure), failure);
        }
        while (scenario.Commands.Count < before);
        return scenario;
    }

    private static Scenario WithoutCommands(Scenario scenario, Func<Scenario, string?> failure)
    {
        for (int size = Math.Max(1, scenario.Commands.Count / 2); size >= 1; size /= 2)
        {
            for (int first = 0; first < scenario.Commands.Count;)
            {
                Scenario less = Without(scenario, first, size);
                if (less.Commands.Count < scenario.Commands.Count && Strangers(less) <= Strangers(scenario) && Fails(less, failure))
                    scenario = less;
                else
                    first += size;
            }
        }
        return scenario;
    }

    private static Scenario Without(Scenario scenario, int first, int size) => scenario with
    {
        Commands = [.. scenario.Commands.Where((_, i) => i < first || i >= first + size || !MayGo(scenario.Commands, i))],
    };

    /// <summary>Definitions give out the ids that other commands carry: only the last of a kind may go, which shifts none.</summary>
    private static bool MayGo(IReadOnlyList<Command> commands, int at)
    {
        CommandKind kind = commands[at].Kind;
        bool givesId = kind is CommandKind.DefineSku or CommandKind.DefineRegion or CommandKind.DefineParticipant
            or CommandKind.DefineBasket or CommandKind.DefineWorkload;
        return !givesId || !commands.Skip(at + 1).Any(later => later.Kind == kind);
    }

    /// <summary>How often a scenario names what it does not define: a definition stays while others name it, or the failure
    /// would end as one about strangers.</summary>
    private static int Strangers(Scenario scenario) =>
        ScenarioWriter.Lines(scenario.Commands).Sum(line => line.Split($"\"{ScenarioWriter.Unknown}\"").Length - 1);

    private static Scenario WithoutTerms(Scenario scenario, Func<Scenario, string?> failure)
    {
        for (int i = 0; i < scenario.Commands.Count; i++)
        {
            while (scenario.Commands[i].Kind == CommandKind.NewOrder
                && Simpler(scenario.Commands[i].NewOrder).Select(order => With(scenario, i, order))
                    .FirstOrDefault(less => Fails(less, failure)) is { } simpler)
                scenario = simpler;
        }
        return scenario;
    }

    private static Scenario With(Scenario scenario, int at, in NewOrder order)
    {
        Command[] changed = [.. scenario.Commands];
        changed[at] = Command.Of(changed[at].Header, order);
        return scenario with { Commands = changed };
    }

    /// <summary>A scenario that the yardstick itself cannot run has lost what the failure is about.</summary>
    private static bool Fails(Scenario scenario, Func<Scenario, string?> failure)
    {
        try
        {
            return failure(scenario) is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static IEnumerable<NewOrder> Simpler(NewOrder order)
    {
        if (order.PostOnly)
            yield return order with { PostOnly = false };
        if (order.AllOrNone)
            yield return order with { AllOrNone = false };
        if (order.SelfMatch != SelfMatchInstruction.CancelResting)
            yield return order with { SelfMatch = SelfMatchInstruction.CancelResting };
        if (order.Workload.Value != 0)
            yield return order with { Workload = default };
        if (order.Supports.Count > 0)
            yield return order with { Supports = default };
        if (order.Alternatives.Count > 0)
            yield return order with { Alternatives = default };
        foreach (GivenTerms term in Enum.GetValues<GivenTerms>())
        {
            if (term is not GivenTerms.None and not GivenTerms.Price && order.Has(term))
                yield return order with { Given = order.Given & ~term };
        }
    }
}
