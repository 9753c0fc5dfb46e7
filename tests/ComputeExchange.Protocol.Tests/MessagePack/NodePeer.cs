using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace ComputeExchange.Protocol.Tests.MessagePack;

/// <summary>
/// A Node process with the npm packages of node/package-lock.json, installed once a test run into a directory of its own. Where
/// that cannot be done, tests that need it do nothing and say why.
/// </summary>
public sealed class NodePeer : IDisposable
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("computeexchange-node-");
    private readonly string? _whyNot;

    public NodePeer()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "node")))
            File.Copy(file, Path.Combine(_directory.FullName, Path.GetFileName(file)));
        try
        {
            (int exitCode, string output) = Run(
                "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0"], input: "", InstallLimit);
            if (exitCode != 0) _whyNot = $"npm ci ended with exit code {exitCode}: {output.Trim()}";
            else if (Run("node", ["--version"], input: "", RunLimit).ExitCode != 0) _whyNot = "node does not run";
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or TimeoutException)
        {
            _whyNot = exception.Message;
        }
    }

    /// <summary>
    /// Whether the packages could be installed. If not, the test says so in its output, since xunit 2 cannot skip here.
    /// </summary>
    public bool IsPresent(ITestOutputHelper output)
    {
        if (_whyNot is null) return true;
        string notice = $"SKIPPED: @msgpack/msgpack could not be installed. {_whyNot}";
        output.WriteLine(notice);
        Console.WriteLine(notice);
        return false;
    }

    /// <summary>Runs peer.mjs and gives its output; fails the test when the peer objects.</summary>
    public string Ask(string input, params string[] arguments)
    {
        (int exitCode, string output) = Run("node", ["peer.mjs", .. arguments], input, RunLimit);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Runs another program of the directory and gives its output; fails the test when its exit code is not 0.</summary>
    public string RunProgram(string program, string input, params string[] arguments)
    {
        (int exitCode, string output) = Run("node", [program, .. arguments], input, RunLimit);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Puts a file where the programs run and gives its path.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private (int ExitCode, string Output) Run(string program, string[] arguments, string input, TimeSpan limit)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task writing = Task.Run(() => WriteAll(process, input));
        if (!Task.WaitAll([output, errors, writing], limit) || !process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {limit.TotalSeconds} s");
        }

        return (process.ExitCode, process.ExitCode == 0 ? output.Result : errors.Result + output.Result);
    }

    private static void WriteAll(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process ended before it read everything; its exit code and output say why.
        }
    }
}
