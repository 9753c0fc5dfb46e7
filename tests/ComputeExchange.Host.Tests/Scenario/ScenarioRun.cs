using System.Text;
using System.Text.Json;
using ComputeExchange.Host.Scenario;
using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>What a scenario printed, and the sentence that it was stopped with, if it was.</summary>
internal sealed record ScenarioRun(IReadOnlyList<string> Lines, string? Stopped)
{
    /// <summary>Runs lines of text.</summary>
    public static ScenarioRun Of(params string[] lines) => Of(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    /// <summary>Runs bytes.</summary>
    public static ScenarioRun Of(byte[] input)
    {
        using MemoryStream stream = new(input);
        return Of(stream);
    }

    /// <summary>Runs a stream.</summary>
    public static ScenarioRun Of(Stream input)
    {
        using MemoryStream output = new();
        string? stopped = null;
        try
        {
            new ScenarioRunner(output).Run(input);
        }
        catch (ScenarioStoppedException exception)
        {
            stopped = exception.Message;
        }
        string text = Encoding.UTF8.GetString(output.ToArray());
        return new ScenarioRun(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), stopped);
    }

    /// <summary>Asserts that the run went to its end and printed these events: equal as JSON, in this order.</summary>
    public void ShouldPrint(params IReadOnlyList<string> expected)
    {
        Assert.Null(Stopped);
        string? difference = FirstDifference(expected, Lines);
        Assert.True(difference is null, difference);
    }

    /// <summary>Says at which line two runs differ; null when they do not.</summary>
    public static string? FirstDifference(IReadOnlyList<string> expected, IReadOnlyList<string> printed)
    {
        for (int i = 0; i < Math.Max(expected.Count, printed.Count); i++)
        {
            string wanted = i < expected.Count ? expected[i] : "(nothing more)";
            string got = i < printed.Count ? printed[i] : "(nothing more)";
            if (i >= expected.Count || i >= printed.Count || !AreEqual(wanted, got))
                return $"Event {i + 1} differs.\n  expected {wanted}\n  printed  {got}";
        }
        return null;
    }

    private static bool AreEqual(string left, string right)
    {
        using JsonDocument first = JsonDocument.Parse(left);
        using JsonDocument second = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
