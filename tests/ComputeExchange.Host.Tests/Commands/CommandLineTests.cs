using System.Diagnostics;
using Xunit;

namespace ComputeExchange.Host.Tests.Commands;

/// <summary>The real process: what it prints, where, and what it answers.</summary>
public sealed class CommandLineTests
{
    private const string UnknownCancel = "{\"do\":\"cancel\",\"participant\":\"X\",\"orig\":\"o\"}";
    private const string Refused =
        "{\"event\":\"rejected\",\"participant\":\"X\",\"clOrdId\":\"o\",\"reason\":\"UnknownParticipant\"}\n";

    [Fact]
    public void A_scenario_from_standard_input_prints_its_events_and_succeeds()
    {
        (int exitCode, string output, string errors) = Run($"\r\n{UnknownCancel}\r\n   \n{UnknownCancel}", "scenario", "-");
        Assert.Equal((0, Refused + Refused, ""), (exitCode, output, errors));
    }

    [Fact]
    public void An_unreadable_line_answers_2_after_the_events_before_it()
    {
        string input = UnknownCancel + "\n{\"do\":\"dance\"}\n" + UnknownCancel;
        (int exitCode, string output, string errors) = Run(input, "scenario", "-");
        Assert.Equal((2, Refused), (exitCode, output));
        Assert.Equal("standard input, line 2: the field 'do' must be a known word (see docs/SCENARIOS.md), not \"dance\".\n",
            errors);
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_sentence_and_2()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        (int exitCode, string output, string errors) = Run("", "scenario", path);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith($"Cannot read the scenario '{path}': ", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_directory_is_no_scenario()
    {
        (int exitCode, _, string errors) = Run("", "scenario", Path.GetTempPath());
        Assert.Equal(2, exitCode);
        Assert.Equal($"Cannot read the scenario '{Path.GetTempPath()}': it is a directory.\n", errors);
    }

    [Theory]
    [InlineData]
    [InlineData("dance")]
    [InlineData("scenario")]
    [InlineData("scenario", "a", "b")]
    public void A_command_line_that_cannot_be_read_answers_2(params string[] arguments)
    {
        (int exitCode, _, string errors) = Run("", arguments);
        Assert.Equal(2, exitCode);
        Assert.NotEmpty(errors);
    }

    [Theory]
    [InlineData("demo", "--help")]
    [InlineData("scenario desk.jsonl", "scenario", "--help")]
    public void Help_ends_with_examples(string first, params string[] arguments)
    {
        (int exitCode, string output, _) = Run("", arguments);
        Assert.Equal(0, exitCode);
        Assert.Contains($"Examples:\n  ComputeExchange.Host {first}\n", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Errors) Run(string input, params string[] arguments)
    {
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        ProcessStartInfo start = new(isDotnet ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ComputeExchange.Host.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result.ReplaceLineEndings("\n"), errors.Result.ReplaceLineEndings("\n"));
    }
}
