using System.Diagnostics;

namespace ComputeExchange.LoadTest;

/// <summary>Starts this program again, as a process of its own.</summary>
internal static class Launches
{
    /// <summary>Runs it to its end and gives the last line that it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; its own words are on the error stream.</exception>
    public static string Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? told.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"The launch '{string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }

    /// <summary>Starts it; the caller reads what it writes and ends it.</summary>
    public static Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>Starts it with settings of the runtime of its own.</summary>
    public static Process Start(Dictionary<string, string?> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        if (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Launches).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
