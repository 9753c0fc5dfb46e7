using System.Diagnostics;
using System.Globalization;
using ComputeExchange.Measurement;

namespace ComputeExchange.LoadTest.Pauses;

/// <summary>The hiccup meter in a process of its own, which no collection of this one stops: what it counts is the machine's.</summary>
internal sealed class HiccupProcess : IDisposable
{
    /// <summary>Shorter ones are not told one by one.</summary>
    private const long LeastToldNanos = 200_000;

    private readonly Process _process = Launches.Start("hiccups");
    private readonly List<(long Ended, long Nanos)> _told = [];
    private readonly Thread _reader;
    private string _summary = "";

    public HiccupProcess()
    {
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>All of them in words; when the process has ended.</summary>
    public string Summary => _summary;

    /// <summary>The command of the process: tells each hiccup with the machine's monotonic time, until its input ends, then all
    /// of them in words.</summary>
    public static void Serve()
    {
        HiccupMeter meter = new(nanos =>
        {
            if (nanos >= LeastToldNanos)
                Console.WriteLine(FormattableString.Invariant($"{Stopwatch.GetTimestamp()} {nanos}"));
        });
        while (Console.ReadLine() is not null)
        {
        }
        meter.Dispose();
        Console.WriteLine(Latencies.Tell(meter.Snapshot()));
    }

    /// <summary>The longest hiccup that ran at some time between two timestamps; 0 if none of those told did.</summary>
    public long LongestBetween(long from, long to)
    {
        long longest = 0;
        lock (_told)
            foreach ((long ended, long nanos) in _told)
                if (ended >= from && ended - nanos * (Stopwatch.Frequency / 1e9) <= to)
                    longest = Math.Max(longest, nanos);
        return longest;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _reader.Join();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            if (parts.Length != 2)
            {
                _summary = line;
                continue;
            }
            lock (_told)
                _told.Add((long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
    }
}
