namespace ComputeExchange.Architecture.Tests;

/// <summary>The repository's own files, as the tests read them.</summary>
internal static class SourceTree
{
    private static readonly string[] Passed = ["bin", "obj", "node_modules", ".git", "artifacts", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the repository with an ending, by path from the root, in order.</summary>
    public static IEnumerable<string> Files(string folder, string ending) =>
        Walk(Path.Combine(Root, folder))
            .Where(file => file.EndsWith(ending, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (Passed.Contains(Path.GetFileName(inner)))
                continue;
            foreach (string file in Walk(inner))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "ComputeExchange.sln")))
                return at.FullName;
        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
