using System.Diagnostics;
using System.Text.Json;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>The Node client as a user at its standard input drives it.</summary>
internal sealed class NodeConversation : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Starts it in the directory where its packages are.</summary>
    public NodeConversation(string directory, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo("node", ["client.mjs", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Everything heard so far.</summary>
    public List<JsonElement> Heard { get; } = [];

    /// <summary>The names of all reports heard, with their numbers, in order.</summary>
    public IEnumerable<string> Reports => Heard
        .Where(message => message.TryGetProperty("reportNumber", out _))
        .Select(message => $"{message.GetProperty("reportNumber").GetInt64()} {Name(message)} {message.GetProperty("clOrdId")}");

    /// <summary>What a message is called in the document.</summary>
    public static string Name(JsonElement message) => message.GetProperty("heard").GetString()!;

    /// <summary>Gives a command.</summary>
    public void Say(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    /// <summary>Listens until a message of a name comes.</summary>
    public async Task<JsonElement> HearAsync(string name)
    {
        while (true)
        {
            string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(HostProgram.Limit);
            Assert.True(line is not null, $"the client ended before it heard {name}");
            JsonElement message = JsonDocument.Parse(line!).RootElement;
            if (!message.TryGetProperty("heard", out _))
                continue;
            Heard.Add(message);
            if (Name(message) == name)
                return message;
        }
    }

    /// <summary>Waits for its end and gives its exit code, and what it complained of.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(HostProgram.Limit);
        return (_process.ExitCode, await _errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
