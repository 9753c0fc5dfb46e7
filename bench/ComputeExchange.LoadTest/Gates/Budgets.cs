using System.Text.Json;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>What the gates hold a workload to: figures that were recorded, by `gates --record`.</summary>
internal sealed record Budget
{
    /// <summary>How many times faster than the naive book, recorded, by engine.</summary>
    public Dictionary<string, double> TimesNaive { get; init; } = [];

    /// <summary>Instructions a message, recorded, by engine; none where no machine has counted them yet.</summary>
    public Dictionary<string, double> Instructions { get; init; } = [];
}

/// <summary>The file of budgets, by workload.</summary>
internal sealed class Budgets
{
    private const string FileName = "budgets.json";
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true };

    private readonly string _path;
    private readonly SortedDictionary<string, Budget> _byWorkload;

    private Budgets(string path, SortedDictionary<string, Budget> byWorkload) => (_path, _byWorkload) = (path, byWorkload);

    /// <summary>The budget of a workload; an empty one if none is recorded.</summary>
    public Budget this[string workload] =>
        _byWorkload.TryGetValue(workload, out Budget? budget) ? budget : _byWorkload[workload] = new Budget();

    /// <summary>Reads the file beside the project that this program was built from, or another.</summary>
    /// <exception cref="FormatException">There is no such file.</exception>
    public static Budgets Read(string? path)
    {
        string file = path ?? Find();
        return File.Exists(file)
            ? new Budgets(file, JsonSerializer.Deserialize<SortedDictionary<string, Budget>>(File.ReadAllText(file))!)
            : throw new FormatException($"There is no {file}: --budgets says where it is.");
    }

    /// <summary>Writes what was recorded.</summary>
    public void Save() => File.WriteAllText(_path, JsonSerializer.Serialize(_byWorkload, Form) + "\n");

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, FileName)))
                return System.IO.Path.Combine(at.FullName, FileName);
        return FileName;
    }
}
