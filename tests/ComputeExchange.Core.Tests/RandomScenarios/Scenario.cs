using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>What a random scenario is mostly about.</summary>
public enum ScenarioProfile
{
    /// <summary>Basket futures: all times in force, icebergs, quotes, self-match prevention.</summary>
    Basket,

    /// <summary>Forwards of exact windows under bilateral credit.</summary>
    ExactForwards,

    /// <summary>Divisible sells and complex buys (SPEC 3.4).</summary>
    Windows,

    /// <summary>All of it at once.</summary>
    Everything,
}

/// <summary>A random scenario as data: its commands can be left out one by one until no more than a failure needs is
/// left.</summary>
internal sealed record Scenario(ScenarioProfile Profile, int Seed, IReadOnlyList<Command> Commands)
{
    /// <summary>Scenarios of a profile, each from a seed of its own.</summary>
    public static Arbitrary<Scenario> Of(ScenarioProfile profile) =>
        Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(seed => ScenarioGenerator.Generate(profile, seed)), Shrink);

    /// <summary>The scenario as a file in the form of SPEC 8, behind what reproduces it.</summary>
    public override string ToString() =>
        $"profile {Profile}, seed {Seed}, {Commands.Count} commands\n{string.Join('\n', ScenarioWriter.Lines(Commands))}\n";

    /// <summary>The scenario without some of its commands: halves first, then single ones, then single terms of
    /// orders.</summary>
    public static IEnumerable<Scenario> Shrink(Scenario scenario)
    {
        IReadOnlyList<Command> commands = scenario.Commands;
        List<int> optional = [.. Enumerable.Range(0, commands.Count).Where(i => !IsDefinition(commands[i].Kind))];
        for (int size = Math.Max(1, optional.Count / 2); size >= 1; size /= 2)
        {
            for (int first = 0; first < optional.Count; first += size)
            {
                HashSet<int> dropped = [.. optional.Skip(first).Take(size)];
                yield return scenario with { Commands = [.. commands.Where((_, i) => !dropped.Contains(i))] };
            }
        }
        for (int i = 0; i < commands.Count; i++)
        {
            if (commands[i].Kind != CommandKind.NewOrder)
                continue;
            foreach (NewOrder simpler in Simpler(commands[i].NewOrder))
            {
                Command[] changed = [.. commands];
                changed[i] = Command.Of(commands[i].Header, simpler);
                yield return scenario with { Commands = changed };
            }
        }
    }

    /// <summary>Definitions give out the ids that other commands carry: they stay.</summary>
    private static bool IsDefinition(CommandKind kind) => kind is CommandKind.DefineSku or CommandKind.DefineRegion
        or CommandKind.DefineParticipant or CommandKind.DefineBasket or CommandKind.DefineWorkload;

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
