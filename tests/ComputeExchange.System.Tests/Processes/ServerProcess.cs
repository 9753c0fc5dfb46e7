using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>`serve` in a process of its own, killed at the latest when the test ends.</summary>
public sealed partial class ServerProcess : IDisposable
{
    private const int TerminationSignal = 15;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly JsonElement _opened;

    /// <summary>Starts it and waits until it is open.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="port">The port; any that is free unless given.</param>
    /// <param name="more">Further options.</param>
    public ServerProcess(string data, int port = 0, params string[] more)
        : this(data, port, more, new Dictionary<string, string>())
    {
    }

    /// <summary>The same with more in its environment.</summary>
    public ServerProcess(string data, int port, string[] more, IReadOnlyDictionary<string, string> environment)
    {
        _process = HostProgram.Start(["serve", "--data", data, "--port", $"{port}", "--json", .. more], environment);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        try
        {
            Task<string?> line = _process.StandardOutput.ReadLineAsync();
            Assert.True(line.Wait(HostProgram.Limit), $"the server did not open: {Errors}");
            Assert.True(line.Result is not null, $"the server did not open: {Errors}");
            _opened = JsonDocument.Parse(line.Result!).RootElement;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Its port.</summary>
    public int Port => _opened.GetProperty("port").GetInt32();

    /// <summary>The sequence that it recovered to.</summary>
    public long Sequence => _opened.GetProperty("sequence").GetInt64();

    /// <summary>The hash of the recovered state.</summary>
    public string StateHash => _opened.GetProperty("stateHash").GetString()!;

    /// <summary>What it has written to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>The key file of a session.</summary>
    public string KeyFile(string session) => _opened.GetProperty("keys").EnumerateArray()
        .Single(key => key.GetProperty("session").GetString() == session).GetProperty("file").GetString()!;

    /// <summary>A client that is logged on.</summary>
    public async Task<ExchangeClient> ConnectAsync(string session, Action<ExchangeClient>? prepare = null)
    {
        ClientOptions options = ClientOptions.FromKeyFile(KeyFile(session), Port) with
        {
            LongestRetry = TimeSpan.FromMilliseconds(100),
        };
        return await ExchangeClient.ConnectAsync(options, prepare).WaitAsync(HostProgram.Limit);
    }

    /// <summary>Kills it as `kill -9` does.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(HostProgram.Limit));
    }

    /// <summary>Ends it as a service supervisor does, and gives its exit code.</summary>
    public int Terminate()
    {
        Assert.Equal(0, Signal(_process.Id, TerminationSignal));
        Assert.True(_process.WaitForExit(HostProgram.Limit), $"the server did not end: {Errors}");
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(HostProgram.Limit);
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
