using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>One look at a server from outside.</summary>
/// <param name="At">When, since the watch began.</param>
/// <param name="ResidentBytes">Its resident memory.</param>
/// <param name="HeapBytes">Its managed heap.</param>
/// <param name="JournalBytes">The segments of its journal.</param>
/// <param name="DirectoryBytes">All of its data directory.</param>
internal sealed record ServerSample(TimeSpan At, long ResidentBytes, long HeapBytes, long JournalBytes, long DirectoryBytes);

/// <summary>Looks at a server's memory and files four times a second.</summary>
/// <remarks>On a thread of its own: those of the pool serve the clients meanwhile, and may not have time.</remarks>
internal sealed class ServerWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly ManualResetEventSlim _end = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Thread _looking;

    /// <summary>What ended the watch too early: that the server is gone, most likely.</summary>
    private ExceptionDispatchInfo? _failure;

    public ServerWatch(int processId, string data, string collectorLog)
    {
        Begin = CollectorFigures.Read(collectorLog);
        _looking = new Thread(() => LookUntilTheEnd(processId, data, collectorLog)) { IsBackground = true, Name = "server watch" };
        _looking.Start();
    }

    /// <summary>Its collections as the watch began.</summary>
    public CollectorFigures Begin { get; }

    /// <summary>What was seen, to be read when the watch has ended.</summary>
    public List<ServerSample> Samples { get; } = [];

    /// <summary>The median of a figure over the samples of one of so many equal parts of the watch; where a busy machine let it
    /// see none in a part, the figure as it was last seen before, or first.</summary>
    public long MedianOf(Func<ServerSample, long> figure, int part, int parts)
    {
        TimeSpan length = Samples[^1].At / parts;
        long[] inPart =
            [.. Samples.Where(each => each.At >= length * part && each.At <= length * (part + 1)).Select(figure).Order()];
        return inPart.Length > 0
            ? inPart[inPart.Length / 2]
            : figure(Samples.LastOrDefault(each => each.At < length * part) ?? Samples[0]);
    }

    public void Dispose()
    {
        _end.Set();
        _looking.Join();
        _end.Dispose();
        _failure?.Throw();
    }

    private void LookUntilTheEnd(int processId, string data, string collectorLog)
    {
        try
        {
            do
                Samples.Add(Look(_time.Elapsed, processId, data, collectorLog));
            while (!_end.Wait(Every));
        }
        catch (Exception failed)
        {
            // Thrown from this thread it would end the whole test run, and not just the test.
            _failure = ExceptionDispatchInfo.Capture(failed);
        }
    }

    private static ServerSample Look(TimeSpan at, int processId, string data, string collectorLog)
    {
        (string Name, long Bytes)[] files = [.. Directory.GetFiles(data).Select(file => (Path.GetFileName(file), LengthOf(file)))];
        return new ServerSample(
            at,
            ResidentBytesOf(processId),
            CollectorFigures.Read(collectorLog).HeapBytes,
            files.Where(file => file.Name.StartsWith("journal-", StringComparison.Ordinal)).Sum(file => file.Bytes),
            files.Sum(file => file.Bytes));
    }

    private static long ResidentBytesOf(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/status").Single(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>0 of a file that has just gone: the journal is recycled meanwhile.</summary>
    private static long LengthOf(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
