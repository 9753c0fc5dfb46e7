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
/// left (<see cref="ScenarioShrinker"/>).</summary>
internal sealed record Scenario(ScenarioProfile Profile, int Seed, IReadOnlyList<Command> Commands)
{
    /// <summary>Scenarios of a profile, each from a seed of its own.</summary>
    public static Arbitrary<Scenario> Of(ScenarioProfile profile) =>
        Arb.From(Seeds().Select(seed => ScenarioGenerator.Generate(profile, seed)));

    /// <summary>The scenario as a file in the form of SPEC 8, behind what reproduces it.</summary>
    public override string ToString() =>
        $"profile {Profile}, seed {Seed}, {Commands.Count} commands\n{string.Join('\n', ScenarioWriter.Lines(Commands))}\n";

    private static Gen<int> Seeds() => RandomScenarioCount.Seed is { } seed ? Gen.Constant(seed) : Gen.Choose(0, int.MaxValue - 1);

    /// <summary>A command as the last line that it takes in a file.</summary>
    public string LineOf(int command) => ScenarioWriter.Lines(Commands.Take(command + 1)).Last();
}
