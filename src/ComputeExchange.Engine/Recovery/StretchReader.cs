// Reading, checking and decoding a command takes about as long as applying it, and needs nothing of the state: so a long replay
// does it on a thread of its own, a few stretches ahead. The order is that of the journal either way, and so is the place at
// which anything that is wrong comes up.

namespace ComputeExchange.Engine.Recovery;

/// <summary>Hands over the stretches of a journal in order, read on the caller's thread or, with <paramref name="isAhead"/>, beside
/// it.</summary>
internal sealed class StretchReader(CommandReading reading, int commands, bool isAhead) : IDisposable
{
    /// <summary>Commands of a stretch that is read on the caller's thread: few, since a snapshot reads so beside the running
    /// engine, and large arrays cost it full collections.</summary>
    public const int CommandsHere = 64;

    /// <summary>Commands of a stretch that is read ahead: many, so that a wake-up of the other thread is nothing beside them.</summary>
    public const int CommandsAhead = 512;

    private const int StretchesAhead = 4;

    private readonly SemaphoreSlim _free = new(StretchesAhead);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CommandStretch[] _stretches = new CommandStretch[isAhead ? StretchesAhead : 1];
    private Thread? _thread;
    private long _next;
    private volatile bool _isEnded;

    /// <summary>The next stretch, not to be asked for behind the last. The one before is given back with that.</summary>
    public CommandStretch Next()
    {
        if (_next == 0 || !isAhead)
            return ReadHere();
        if (_thread is null)
            Start();
        else
            _free.Release();
        _filled.Wait();
        return _stretches[_next++ % StretchesAhead];
    }

    /// <summary>Ends the reading. The journal's reader belongs to the caller again.</summary>
    public void Dispose()
    {
        _isEnded = true;
        _free.Release();
        _thread?.Join();
        _free.Dispose();
        _filled.Dispose();
    }

    /// <summary>The first stretch is always read here: most journals that are read at a start, or for a test, have no second.</summary>
    private CommandStretch ReadHere()
    {
        _next++;
        CommandStretch stretch = _stretches[0] ??= new CommandStretch(commands);
        stretch.Fill(reading);
        return stretch;
    }

    private void Start()
    {
        // All stretches are free: the first has been applied when the second is asked for.
        _thread = new Thread(ReadAhead) { IsBackground = true, Name = "replay reader" };
        _thread.Start();
    }

    private void ReadAhead()
    {
        for (long at = 1; ; at++)
        {
            _free.Wait();
            if (_isEnded)
                return;
            CommandStretch stretch = _stretches[at % StretchesAhead] ??= new CommandStretch(commands);
            stretch.Fill(reading);
            _filled.Release();
            if (stretch.IsLast)
                return;
        }
    }
}
