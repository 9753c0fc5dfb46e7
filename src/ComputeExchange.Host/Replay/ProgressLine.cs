using System.Diagnostics;
using System.Globalization;
using ComputeExchange.Engine;

namespace ComputeExchange.Host.Replay;

/// <summary>One line on standard error that tells how far a replay is, while a person is looking.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int EveryMillis = 100;

    private readonly TextWriter? _terminal = Console.IsErrorRedirected ? null : Console.Error;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _toldMillis = -EveryMillis;
    private int _width;

    /// <summary>Tells how far it is, at most ten times a second.</summary>
    public void Show(ReplayProgress progress)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        long millis = (long)elapsed.TotalMilliseconds;
        if (_terminal is null || millis - _toldMillis < EveryMillis)
            return;
        _toldMillis = millis;
        double rate = elapsed > TimeSpan.Zero ? progress.Sequence / elapsed.TotalSeconds : 0;
        string line = string.Create(CultureInfo.InvariantCulture,
            $"  command {progress.Sequence:N0}, engine time {Times.Of(progress.Time)}, {rate:N0} commands/s");
        _terminal.Write('\r' + line.PadRight(_width));
        _width = line.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
            _terminal?.Write('\r' + new string(' ', _width) + '\r');
    }
}
