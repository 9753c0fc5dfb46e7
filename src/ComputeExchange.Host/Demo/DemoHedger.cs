// Left to itself the hedger decides whenever it has caught up, so that how much of a command's fills it has seen by then hangs on
// the pace of threads. The demo promises the same trades for the same seed: while it takes turns it holds the hedger back until
// everything of a turn has been told, and then has it decide. In the bursts the hedger is free, as it is in a server.

using ComputeExchange.Engine;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>The hedger of a server behind a gate: held back, it decides when it is told to. Thread-safe.</summary>
internal sealed class DemoHedger : IHedger
{
    private readonly Lock _gate = new();
    private readonly BasketHedger _hedger = new();
    private bool _isFree;

    /// <summary>Whether it decides by itself whenever it has caught up; it is held back at first.</summary>
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
                return _hedger.IsQuiet;
        }
    }

    /// <summary>Decides all that is to be decided from what it has been told, before it is told anything more.</summary>
    /// <param name="now">What the commands are stamped with.</param>
    /// <returns>What is to be submitted, in order.</returns>
    public List<Command> Decide(EngineTime now)
    {
        List<Command> decided = [];
        lock (_gate)
        {
            while (_hedger.TryStep(now, out Command command))
                decided.Add(command);
        }
        return decided;
    }

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened)
    {
        lock (_gate)
            _hedger.OnEvent(command, happened);
    }

    /// <inheritdoc/>
    public bool TryStep(EngineTime now, out Command command)
    {
        command = default;
        lock (_gate)
            return _isFree && _hedger.TryStep(now, out command);
    }

    /// <inheritdoc/>
    public void Save(Stream into)
    {
        lock (_gate)
            _hedger.Save(into);
    }

    /// <inheritdoc/>
    public void Load(Stream from)
    {
        lock (_gate)
            _hedger.Load(from);
    }
}
