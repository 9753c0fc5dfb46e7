using System.Diagnostics;
using System.Text.Json;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>What a command of the host answered.</summary>
public sealed record HostAnswer(int ExitCode, string Output, string Errors)
{
    /// <summary>The one line of JSON that it printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}

/// <summary>The program as a user starts it, in a process of its own.</summary>
public static class HostProgram
{
    /// <summary>How long anything may take before its process is killed and the test fails.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command to its end.</summary>
    public static HostAnswer Run(string[] arguments, string input = "")
    {
        using Process process = Start(arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            Assert.True(process.WaitForExit(Limit), $"'{string.Join(' ', arguments)}' took longer than {Limit.TotalSeconds} s");
            return new HostAnswer(process.ExitCode, output.Result, errors.Result);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Starts a command, all three streams in hand.</summary>
    public static Process Start(params string[] arguments) => Start(arguments, new Dictionary<string, string>());

    /// <summary>The same with more in its environment.</summary>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ComputeExchange.Host.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Small segments, so that a test changes them, and a throttle that a load test does not meet.
        start.Environment["ComputeExchange__Engine__Journal__SegmentBytes"] = "1048576";
        start.Environment["ComputeExchange__Engine__Reports__SegmentBytes"] = "4194304";
        start.Environment["ComputeExchange__Gateway__RequestsPerSecond"] = "0";
        start.Environment["ComputeExchange__Gateway__LingerMillis"] = "200";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
