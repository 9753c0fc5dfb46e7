using System.Globalization;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>What a <see cref="CollectorLog"/> says: the managed heap and the collections up to a moment.</summary>
internal sealed record CollectorFigures(long HeapBytes, int Gen0, int Gen1, int Gen2, int PauseMillis, string[] FullReasons)
{
    // As the runtime numbers them in GCStart_V2.
    private static readonly string[] Reasons =
    [
        "small objects used the budget up", "asked for", "the machine is short of memory", "empty", "large objects used the budget up",
        "no room for small objects", "no room for large objects", "asked for, not forced",
    ];
    private static readonly string[] Types = ["stopping all", "in the background", "during one in the background"];

    /// <summary>Reads it as far as it goes.</summary>
    public static CollectorFigures Read(string path)
    {
        using StreamReader file = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string[] lines = file.ReadToEnd().Split('\n');

        // The last piece is empty or a line that is being written.
        string[][] whole = [.. lines[..^1].Select(line => line.Split(' '))];
        int[] sum = [];
        long heap = 0;
        if (whole.LastOrDefault(line => line[0] == "sum") is { } last)
        {
            heap = long.Parse(last[1], CultureInfo.InvariantCulture);
            sum = [.. last[2..].Select(figure => int.Parse(figure, CultureInfo.InvariantCulture))];
        }

        Assert.Equal(4, sum.Length);
        return new CollectorFigures(
            heap, sum[0], sum[1], sum[2], sum[3],
            [.. whole.Where(line => line[0] == "full").Select(line => Reason(line[1], line[2], line[3]))]);
    }

    /// <summary>What came since an earlier look, as a sentence.</summary>
    public string Since(CollectorFigures before)
    {
        string reasons = string.Join("; ", FullReasons[before.FullReasons.Length..].CountBy(reason => reason)
            .Select(each => $"{each.Value} {each.Key}"));
        return $"{Gen0 - before.Gen0} collections, {Gen1 - before.Gen1} of them of generation 1 or 2, {Gen2 - before.Gen2} full "
            + $"({(reasons.Length == 0 ? "none" : reasons)}), {PauseMillis - before.PauseMillis} ms of pauses";
    }

    private static string Reason(string reason, string type, string largest) =>
        $"{Named(Types, type)} because {Named(Reasons, reason)}, large ones mostly {largest}";

    private static string Named(string[] names, string number) =>
        int.Parse(number, CultureInfo.InvariantCulture) is int place && place < names.Length ? names[place] : $"reason {number}";
}
