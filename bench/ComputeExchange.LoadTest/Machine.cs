using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest;

/// <summary>The machine that figures were taken on: without it they say nothing.</summary>
internal sealed record Machine(
    string Processor, int Cores, string Kernel, string Runtime, string Collector, string FileSystem, string LoadAverage)
{
    /// <summary>This machine, with the file system of a directory.</summary>
    public static Machine Of(string directory) => new(
        FirstValue("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        $"{Environment.OSVersion.VersionString}, {RuntimeInformation.OSDescription}",
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        (GCSettings.IsServerGC ? "server" : "workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? "" : ", concurrent"),
        FileSystemOf(directory),
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown");

    /// <summary>Whether what is forced to disk there is on no disk.</summary>
    public bool IsInMemory => FileSystem is "tmpfs" or "ramfs";

    /// <summary>For the head of a table.</summary>
    public void Print()
    {
        Console.WriteLine($"processor     {Processor}, {Cores.ToString(CultureInfo.InvariantCulture)} cores");
        Console.WriteLine($"kernel        {Kernel}");
        Console.WriteLine($"runtime       {Runtime}");
        Console.WriteLine($"collector     {Collector}");
        Console.WriteLine($"file system   {FileSystem}");
        Console.WriteLine($"load average  {LoadAverage} (1, 5, 15 minutes)");
        if (IsInMemory)
            Console.WriteLine("what is forced to disk here is on no disk: --directory names another");
    }

    private static string FileSystemOf(string directory)
    {
        string full = System.IO.Path.GetFullPath(directory);
        return DriveInfo.GetDrives()
            .Where(drive => full.StartsWith(drive.RootDirectory.FullName, StringComparison.Ordinal))
            .MaxBy(drive => drive.RootDirectory.FullName.Length)?.DriveFormat ?? "unknown";
    }

    private static string? FirstValue(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(": ")[^1]
        : null;
}
