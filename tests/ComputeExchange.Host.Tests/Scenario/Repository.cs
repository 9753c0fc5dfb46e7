namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>Where tests find files of the source tree.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution file, above the folder that the tests run in.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ComputeExchange.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No ComputeExchange.sln above {AppContext.BaseDirectory}.");
    }
}
