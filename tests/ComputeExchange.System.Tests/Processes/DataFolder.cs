namespace ComputeExchange.SystemTests.Processes;

/// <summary>A data directory that is gone when the test is.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("computeexchange-system-");

    /// <summary>Its path; the directory is not made yet.</summary>
    public string DataPath => Path.Combine(_parent.FullName, "data");

    /// <summary>Its journal segments, in order.</summary>
    public string[] Segments() => [.. Directory.GetFiles(DataPath, "journal-*.seg").Order(StringComparer.Ordinal)];

    /// <summary>A file beside it.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_parent.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _parent.Delete(recursive: true);
}
