using ComputeExchange.Core;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>The engine on the caller's thread: each stage is a step that never waits, taken when the caller says so.</summary>
/// <remarks>For simulations: with a simulated storage and clock, the same steps give the same bytes. Not thread-safe.</remarks>
public sealed class SteppedEngine : IEngine, IDisposable
{
    private readonly EnginePath _path;
    private readonly IEngineListener? _listener;
    private bool _hasToldHalt;

    /// <summary>Recovers the state of a directory and makes the engine ready.</summary>
    /// <param name="storage">The data directory.</param>
    /// <param name="options">Sizes and habits.</param>
    /// <param name="listener">Who is told; may be null.</param>
    /// <param name="hedger">Makes hedgers; null for none.</param>
    /// <inheritdoc cref="ThreadedEngine.Open"/>
    public SteppedEngine(
        IStorage storage, EngineOptions options, IEngineListener? listener = null, Func<IHedger>? hedger = null)
    {
        options.Validate();
        _path = new EnginePath(storage, options, hedger);
        _path.Stream.MakeRoom = () => TryJournal() | TryPublish() | TryHedge();
        _path.Publisher.Listener = listener;
        _path.Snapshots.Listener = listener;
        _listener = listener;
    }

    /// <summary>What the start found and did.</summary>
    public RecoveryReport Recovery => _path.Recovery;

    /// <summary>The state that matching has come to: ahead of what is durable, where the journal has not been stepped.</summary>
    public Exchange Exchange => _path.Exchange;

    /// <summary>How the stages stand.</summary>
    public EngineFigures Figures => _path.Figures;

    /// <summary>Whether it has stopped.</summary>
    public bool IsHalted => _path.Commands.IsHalted;

    /// <summary>Why it has stopped by itself; null while it has not.</summary>
    public EngineHaltedException? Failure =>
        _path.Commands.HaltReason is { } reason ? EngineHaltedException.Of("engine", reason) : null;

    /// <inheritdoc/>
    public EngineTime Now => _path.Now;

    /// <summary>Writes what was submitted to the journal and forces it.</summary>
    public bool TryJournal() => After(_path.Journal.TryProcess()) || Keep(_path.Upkeep.KeepJournal);

    /// <summary>Applies a batch of what was submitted, or, where there is none, looks at subscriptions.</summary>
    public bool TryMatch() => After(_path.Matching.TryProcess() || _path.Matching.TryIdle() && false);

    /// <summary>Tells what is durable.</summary>
    public bool TryPublish()
    {
        if (IsHalted)
            return After(false);
        try
        {
            if (_path.Publisher.TryStep())
                return true;
            _path.Publisher.Idle();
        }
        catch (Exception cause)
        {
            _path.Halt(EngineHaltedException.Of(EnginePath.PublisherName, cause));
            return After(false);
        }

        return Keep(_path.Upkeep.KeepReports);
    }

    /// <summary>Lets the hedger fold what was told, or decide.</summary>
    public bool TryHedge() => !IsHalted && _path.Hedger is { } hedger && hedger.TryStep();

    /// <summary>Sends a tick if one is due.</summary>
    public bool TryTick() => !IsHalted && _path.Ticker.TryStep();

    /// <summary>Looks at the room on the device, if it is time.</summary>
    public bool TryWatchSpace() => !IsHalted && _path.Space.TryStep();

    /// <inheritdoc cref="ThreadedEngine.FollowWallClock"/>
    public void FollowWallClock() => _path.FollowWallClock();

    /// <summary>Builds a snapshot if one was asked for or is due.</summary>
    public bool TrySnapshot() => !IsHalted && _path.Snapshots.TryStep();

    /// <summary>Takes steps in turn until nothing is left to do.</summary>
    public void RunUntilQuiet()
    {
        while (TryJournal() | TryMatch() | TryPublish() | TryHedge() | TryTick() | TryWatchSpace() | TrySnapshot())
        {
        }
    }

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

    /// <summary>Lets go of the files; what was not journaled is gone, as after a crash.</summary>
    public void Dispose() => _path.Dispose();

    // Upkeep is no progress: nobody waits for it.
    private bool Keep(Action upkeep)
    {
        if (IsHalted)
            return After(false);
        try
        {
            upkeep();
        }
        catch (Exception cause)
        {
            _path.Halt(EngineHaltedException.Of(EnginePath.UpkeepName, cause));
        }

        return After(false);
    }

    private bool After(bool hasMoved)
    {
        if (!IsHalted)
            return hasMoved;
        _path.Halt(_path.Commands.HaltReason);
        if (!_hasToldHalt)
        {
            _hasToldHalt = true;
            _listener?.OnHalted(Failure);
        }

        return false;
    }
}
