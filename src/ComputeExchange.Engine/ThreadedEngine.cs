// Only here are threads made. Journal, matching and publisher have one each, and so have the hedger, the ticker and the
// builder of snapshots; each runs the steps of its stage until the rings are halted. Whichever fails first halts them all,
// and the publisher, who alone talks to the listener, says so last.

using ComputeExchange.Core;
using ComputeExchange.Engine.Hedging;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Engine.Threads;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>The engine on threads of its own.</summary>
public sealed class ThreadedEngine : IEngine, IDisposable
{
    private const string HedgerName = "hedger";
    private const int IdleMillis = 50;
    private const int HedgerWaitMillis = 20;
    private const int TickerWaitMillis = 10;
    private const int SnapshotWaitMillis = 100;
    private const int UpkeepWaitMillis = 10;

    private readonly EnginePath _path;
    private readonly PinningOptions _pinning;
    private readonly List<Thread> _threads = [];
    private readonly ManualResetEventSlim _isStopping = new();
    private IEngineListener? _listener;
    private bool _isStarted;
    private bool _isDisposed;

    private ThreadedEngine(EnginePath path, PinningOptions pinning)
    {
        _path = path;
        _pinning = pinning;
    }

    /// <summary>What the start found and did.</summary>
    public RecoveryReport Recovery => _path.Recovery;

    /// <summary>The recovered state, to look at before <see cref="Start"/>; from then on it belongs to the matching thread.</summary>
    /// <exception cref="InvalidOperationException">The engine has started.</exception>
    public StateView Recovered => _isStarted
        ? throw new InvalidOperationException("The state belongs to the matching thread once the engine has started.")
        : _path.Exchange.View;

    /// <summary>How the stages stand.</summary>
    public EngineFigures Figures => _path.Figures;

    /// <summary>Whether it has stopped.</summary>
    public bool IsHalted => _path.Commands.IsHalted;

    /// <summary>Why it has stopped by itself; null while it has not.</summary>
    public EngineHaltedException? Failure =>
        _path.Commands.HaltReason is { } reason ? EngineHaltedException.Of("engine", reason) : null;

    /// <inheritdoc/>
    public EngineTime Now => _path.Now;

    /// <summary>Recovers the state of a directory; the threads start with <see cref="Start"/>.</summary>
    /// <param name="storage">The data directory.</param>
    /// <param name="options">Sizes and habits.</param>
    /// <param name="hedger">Makes hedgers: one that decides, and one for each snapshot; null for none.</param>
    /// <exception cref="ArgumentException">An option cannot work; the message names it.</exception>
    /// <exception cref="DataDirectoryInUseException">Another server has the directory open.</exception>
    /// <exception cref="JournalDamagedException">What was once durable is damaged or missing.</exception>
    /// <exception cref="FormatVersionException">Another version of the program wrote a file.</exception>
    public static ThreadedEngine Open(IStorage storage, EngineOptions options, Func<IHedger>? hedger = null)
    {
        options.Validate();
        return new ThreadedEngine(new EnginePath(storage, options with { ReadsAhead = true }, hedger), options.Pinning);
    }

    /// <summary>Registers who is told; before <see cref="Start"/>, once.</summary>
    /// <exception cref="InvalidOperationException">The engine has started, or has a listener.</exception>
    public void Listen(IEngineListener listener)
    {
        if (_isStarted || _listener is not null)
            throw new InvalidOperationException("The one listener is registered before the engine starts.");
        _listener = listener;
        _path.Publisher.Listener = listener;
        _path.Snapshots.Listener = listener;
    }

    /// <summary>Starts the threads.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        if (_isStarted)
            throw new InvalidOperationException("An engine starts once.");
        _isStarted = true;
        _path.ShortenTheWay();
        Run(EnginePath.PublisherName, Publish);
        Run(EnginePath.MatchingName, _path.Matching.Run);
        Run(EnginePath.JournalName, _path.Journal.Run);
        if (_path.Hedger is { } hedger)
            Run(HedgerName, () => Hedge(hedger, _path.Feed!));
        Run(EnginePath.UpkeepName, KeepUp);
        Run("ticker", () => Repeat(() => _path.Ticker.TryStep() | _path.Space.TryStep(), TickerWaitMillis));
        Run("snapshots", () => Repeat(_path.Snapshots.TryStep, SnapshotWaitMillis), ThreadPriority.Lowest);
    }

    /// <summary>Takes nothing more in, waits until everything taken in is durable and told, and stops.</summary>
    /// <param name="timeoutMillis">Milliseconds to wait at most, or <see cref="Timeout.Infinite"/>.</param>
    /// <returns>Whether everything was told; false when the time was over first, or the engine had failed.</returns>
    public bool Stop(int timeoutMillis = Timeout.Infinite)
    {
        bool isDrained = _isStarted && _path.Commands.HaltWhenDrained(timeoutMillis);
        _path.Halt(null);
        _isStopping.Set();
        _threads.ForEach(thread => thread.Join());
        return isDrained;
    }

    /// <summary>The hash of the state, once the engine has stopped.</summary>
    /// <exception cref="InvalidOperationException">It is running: the state belongs to the matching thread.</exception>
    public ulong StateHash() => _threads.Any(thread => thread.IsAlive)
        ? throw new InvalidOperationException("Stop the engine first.")
        : _path.Exchange.StateHash();

    /// <inheritdoc/>
    public bool TrySubmit(in Command command, ReadOnlySpan<byte> body) => _path.TrySubmit(command, body);

    /// <inheritdoc/>
    public bool TryAsk(in Query query) => _path.TryAsk(query);

    /// <inheritdoc/>
    public int ReadReports(SessionId session, long fromReportNumber, Span<byte> into, out long nextReportNumber) =>
        _path.ReadReports(session, fromReportNumber, into, out nextReportNumber);

    /// <inheritdoc/>
    public long FirstReport(SessionId session) => _path.FirstReport(session);

    /// <inheritdoc/>
    public JournalHead JournalHead => _path.JournalHead;

    /// <inheritdoc/>
    public void RequestSnapshot() => _path.RequestSnapshot();

    /// <summary>Lets engine time go on from the wall clock as it is now, because an operator found it right. Where it is behind,
    /// engine time stands until it has caught up.</summary>
    public void FollowWallClock() => _path.FollowWallClock();

    /// <summary>Stops, telling what can be told within ten seconds, and lets go of the files.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Stop(10_000);
        _path.Dispose();
        _isStopping.Dispose();
    }

    private void Run(string name, Action loop, ThreadPriority priority = ThreadPriority.Normal)
    {
        Thread thread = new(() => Guard(name, loop)) { Name = $"engine {name}", IsBackground = true, Priority = priority };
        _threads.Add(thread);
        thread.Start();
    }

    private void Guard(string name, Action loop)
    {
        try
        {
            Pin(name);
            loop();
            _path.Halt(_path.Commands.HaltReason);
        }
        catch (Exception cause)
        {
            _path.Halt(EngineHaltedException.Of(name, cause));
        }

        if (name != EnginePath.PublisherName)
            return;
        _path.Publisher.End();
        _listener?.OnHalted(Failure);
    }

    private void Pin(string name)
    {
        int processor = name switch
        {
            EnginePath.JournalName => _pinning.Journal,
            EnginePath.MatchingName => _pinning.Matching,
            EnginePath.PublisherName => _pinning.Publisher,
            HedgerName => _pinning.Hedger,
            _ => PinningOptions.Free,
        };
        if (processor != PinningOptions.Free && OperatingSystem.IsLinux())
            ProcessorAffinity.Pin(processor);
    }

    private void Publish()
    {
        while (!_path.Commands.IsHalted)
        {
            if (_path.Publisher.TryStep())
                continue;
            if (!_path.Publisher.Wait(IdleMillis))
                return;
            _path.Publisher.Idle();
        }
    }

    private void Hedge(HedgerStage hedger, HedgerFeed feed)
    {
        while (!_path.Commands.IsHalted)
        {
            if (!hedger.TryStep())
                feed.Poller.WaitFor(feed.Poller.Sequence.Value + 1, HedgerWaitMillis);
        }
    }

    private void KeepUp()
    {
        while (!_path.Commands.IsHalted)
        {
            _path.Upkeep.KeepJournal();
            _path.Upkeep.KeepReports();
            if (!_path.Upkeep.IsPressed)
                _isStopping.Wait(UpkeepWaitMillis);
        }
    }

    private void Repeat(Func<bool> step, int waitMillis)
    {
        while (!_path.Commands.IsHalted)
        {
            step();
            _isStopping.Wait(waitMillis);
        }
    }
}
