namespace ComputeExchange.Engine.Tests;

public class DocumentTests
{
    [Fact]
    public void The_table_of_options_names_every_option()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "ARCHITECTURE.md"));
        foreach (var option in typeof(EngineOptions).GetProperties())
            Assert.Contains($"`{option.Name}`", page, StringComparison.Ordinal);
    }

    private static string Root()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "ComputeExchange.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new FileNotFoundException("ComputeExchange.sln");
        return directory;
    }
}
