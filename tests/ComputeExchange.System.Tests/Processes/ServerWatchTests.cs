using Xunit;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>What looks at a server.</summary>
public sealed class ServerWatchTests
{
    /// <summary>More than Linux ever gives.</summary>
    private const int NoProcess = int.MaxValue;

    [Fact]
    public void A_server_that_is_gone_fails_the_test_that_watches_it_and_not_the_run()
    {
        string empty = Directory.CreateTempSubdirectory("watch").FullName;
        try
        {
            string collectorLog = Path.Combine(empty, "collector");
            File.WriteAllText(collectorLog, "sum 0 0 0 0 0\n");
            ServerWatch watch = new(NoProcess, empty, collectorLog);
            Assert.ThrowsAny<IOException>(watch.Dispose);
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }
}
