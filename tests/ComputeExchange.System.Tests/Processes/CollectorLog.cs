using System.Diagnostics.Tracing;
using System.Globalization;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>Runs inside a server that was started with <see cref="Environment"/>: writes each full collection with its
/// reason, and once a second the counts of all, to a file. The server itself knows nothing of it.</summary>
/// <remarks>One line each: `full REASON TYPE LARGEST`, the first two as the runtime numbers them, the third the type of which
/// most bytes of large objects came since the full collection before (`-` when there were none); and
/// `sum HEAP GEN0 GEN1 GEN2 MILLIS`: bytes of the managed heap, collections of each generation (an older one counts in the
/// younger), milliseconds of pauses.</remarks>
internal sealed class CollectorLog : EventListener
{
    private const string PathVariable = "COMPUTE_EXCHANGE_COLLECTOR_LOG";
    private const string RuntimeSource = "Microsoft-Windows-DotNETRuntime";
    private const string CollectionStarted = "GCStart_V2";
    private const string Allocated = "GCAllocationTick_V4";
    private const uint LargeObject = 1;
    private const EventKeywords Collections = (EventKeywords)0x1;
    private const uint OldestGeneration = 2;

    private static CollectorLog? _running;

    private readonly Dictionary<string, ulong> _largeBytes = [];
    private readonly StreamWriter _file;
    private readonly Timer _timer;

    private CollectorLog(string path)
    {
        FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        _file = new StreamWriter(stream) { AutoFlush = true };
        _timer = new Timer(_ => WriteSum(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        foreach (EventSource source in EventSource.GetSources())
            Follow(source);
    }

    /// <summary>What makes a server write it.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string path) => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(CollectorLog).Assembly.Location,
        [PathVariable] = path,
    };

    /// <summary>Begins, in the server.</summary>
    public static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable(PathVariable) is { } path)
            _running = new CollectorLog(path);
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
        _file.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        // Called by the base's constructor too, before there is a file: those sources are followed by ours.
        if (_file is not null)
            Follow(eventSource);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData)
        {
            case { EventName: CollectionStarted, Payload: [_, OldestGeneration, uint reason, uint type, ..] }:
                WriteFull(reason, type);
                break;
            case { EventName: Allocated, Payload: [_, LargeObject, _, ulong bytes, _, string typeName, ..] }:
                lock (_file)
                    _largeBytes[typeName] = _largeBytes.GetValueOrDefault(typeName) + bytes;
                break;
        }
    }

    private void Follow(EventSource source)
    {
        if (source.Name == RuntimeSource)
            EnableEvents(source, EventLevel.Verbose, Collections);
    }

    private void WriteFull(uint reason, uint type)
    {
        lock (_file)
        {
            string largest = _largeBytes.Count == 0 ? "-" : _largeBytes.MaxBy(each => each.Value).Key.Replace(' ', '_');
            _largeBytes.Clear();
            Write(string.Create(CultureInfo.InvariantCulture, $"full {reason} {type} {largest}"));
        }
    }

    private void WriteSum() => Write(string.Create(
        CultureInfo.InvariantCulture,
        $"sum {GC.GetTotalMemory(false)} {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} "
        + $"{GC.GetTotalPauseDuration().TotalMilliseconds:F0}"));

    private void Write(string line)
    {
        lock (_file)
            _file.WriteLine(line);
    }
}
