using System.Xml.Linq;
using Xunit;

namespace ComputeExchange.Architecture.Tests;

/// <summary>Which room may know which: the arrows of docs/ARCHITECTURE.md, held against the project files.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Messages"] = [],
        ["Disruptor"] = [],
        ["Journal"] = [],
        ["Core"] = ["Messages"],
        ["Protocol"] = ["Messages"],
        ["Hedging"] = ["Messages"],
        ["Engine"] = ["Core", "Disruptor", "Hedging", "Journal", "Protocol"],
        ["Gateway"] = ["Engine", "Protocol"],
        ["Client"] = ["Protocol"],
        ["Bots"] = ["Client"],
        ["Host"] = ["Bots", "Client", "Engine", "Gateway"],
    };

    public static TheoryData<string> Rooms => [.. Arrows.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_its_neighbours_and_nobody_else(string room) =>
        Assert.Equal(Arrows[room], ReferencesOf($"src/ComputeExchange.{room}/ComputeExchange.{room}.csproj"));

    [Fact]
    public void Every_room_of_the_source_has_its_arrows_listed() =>
        Assert.Equal(
            Arrows.Keys.Order(StringComparer.Ordinal),
            SourceTree.Files("src", ".csproj").Select(RoomOf).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_room_has_tests() =>
        Assert.All(Arrows.Keys, room => Assert.NotEmpty(
            SourceTree.Files($"tests/ComputeExchange.{room}.Tests", "Tests.cs")));

    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = string.Join('\n', SourceTree.Lines("ComputeExchange.sln")).Replace('\\', '/');
        string[] projects = [.. new[] { "src", "tests", "bench" }.SelectMany(folder => SourceTree.Files(folder, ".csproj"))];
        Assert.All(projects, project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    private static string[] ReferencesOf(string project) =>
        [.. XDocument.Load(Path.Combine(SourceTree.Root, project))
            .Descendants("ProjectReference")
            .Select(reference => RoomOf(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];

    private static string RoomOf(string project) =>
        Path.GetFileNameWithoutExtension(project)["ComputeExchange.".Length..];
}
