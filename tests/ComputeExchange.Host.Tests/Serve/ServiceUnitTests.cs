using System.CommandLine;
using System.Globalization;
using ComputeExchange.Host.Commands;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Tests.Scenario;
using Xunit;

namespace ComputeExchange.Host.Tests.Serve;

/// <summary>deploy/compute-exchange.service starts the server that there is, and leaves it the time that it takes.</summary>
public sealed class ServiceUnitTests
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "compute-exchange.service"));

    [Fact]
    public void The_options_that_it_names_are_options_of_serve()
    {
        string[] words = ValueOf("ExecStart").Split(' ');
        Assert.Equal("ComputeExchange.Host", Path.GetFileName(words[0]));
        ParseResult line = new RootCommand { ServeCommand.Create() }.Parse(words[1..]);
        Assert.Empty(line.Errors);
        Assert.Equal(ServeCommand.Name, line.CommandResult.Command.Name);
        Assert.Equal($"/var/lib/{ValueOf("StateDirectory")}", line.GetValue<string?>("--data"));
        ServeOptions options = new() { Listen = line.GetValue<string?>("--listen")! };
        Assert.Equal("0.0.0.0", options.Validated().Listen);
    }

    [Fact]
    public void It_does_not_try_again_what_cannot_be_read_and_waits_for_a_clean_end()
    {
        Assert.Equal($"{ExitCodes.Unreadable}", ValueOf("RestartPreventExitStatus"));
        double stopSeconds = double.Parse(ValueOf("TimeoutStopSec"), CultureInfo.InvariantCulture);
        Assert.True(stopSeconds * 1_000 > new ServeOptions().StopTimeoutMillis);
    }

    private static string ValueOf(string key) =>
        Assert.Single(Lines, line => line.StartsWith($"{key}=", StringComparison.Ordinal))[(key.Length + 1)..];
}
