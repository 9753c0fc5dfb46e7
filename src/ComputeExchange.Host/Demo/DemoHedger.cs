// Left to itself the hedger decides whenever it has caught up, so that how much of a command's fills it has seen by then hangs on
// the pace of threads. The demo promises the same trades for the same seed: while it takes turns it holds the hedger back until
// everything of a turn has been told, and then has it decide. In the bursts the hedger is free, as it is in a server.

using ComputeExchange.Engine;
using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>The hedger, which can be held back and then decides when it is told to. Thread-safe.</summary>
internal sealed class DemoHedger : IHedger, IHedgeCommands
{
    private readonly Lock _gate = new();
    private readonly Queue<Command> _decided = [];
    private HedgeBook _book = new();
    private Hedger _hedger;
    private bool _isFree;

    /// <summary>A hedger that has seen nothing and is held back.</summary>
    public DemoHedger() => _hedger = new Hedger(_book, this);

    /// <summary>Whether it decides by itself whenever it has caught up.</summary>
    public bool IsFree
    {
        set
        {
            lock (_gate)
                _isFree = value;
        }
    }

    /// <summary>Whether it has nothing left to do and nothing under way.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
                return _decided.Count == 0 && _hedger.IsQuiet;
        }
    }

    /// <summary>Decides from what it has been told.</summary>
    /// <param name="now">What the commands are stamped with.</param>
    /// <returns>What is to be submitted, in order.</returns>
    public Command[] Decide(EngineTime now)
    {
        lock (_gate)
        {
            _hedger.Step();
            Command[] decided = [.. _decided.Select(command => Stamped(command, now))];
            _decided.Clear();
            return decided;
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened)
    {
        lock (_gate)
            _book.Apply(command, happened);
    }

    /// <inheritdoc/>
    public bool TryStep(EngineTime now, out Command command)
    {
        command = default;
        lock (_gate)
        {
            if (!_isFree)
                return false;
            if (_decided.Count == 0)
                _hedger.Step();
            if (!_decided.TryDequeue(out Command next))
                return false;
            command = Stamped(next, now);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Save(Stream into)
    {
        lock (_gate)
            _book.Save(into);
    }

    /// <inheritdoc/>
    public void Load(Stream from)
    {
        lock (_gate)
        {
            _book = HedgeBook.Load(from);
            _hedger = new Hedger(_book, this);
        }
    }

    bool IHedgeCommands.TrySend(in Command command)
    {
        _decided.Enqueue(command);
        return true;
    }

    private static Command Stamped(in Command command, EngineTime now) => command.With(command.Header with { Time = now });
}
