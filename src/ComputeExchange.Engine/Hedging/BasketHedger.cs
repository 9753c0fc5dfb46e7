using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>The hedger of the basket book in the engine's seam: one command a step, since the engine submits one at a time.</summary>
/// <remarks>A step that wants more finds no room behind its first command and is asked again.</remarks>
public sealed class BasketHedger : IHedger, IHedgeCommands
{
    private readonly HedgerOptions? _options;
    private HedgeBook _book = new();
    private Hedger _hedger;
    private EngineTime _now;
    private Command _decided;
    private bool _hasDecided;

    /// <summary>A hedger that has seen nothing yet.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BasketHedger(HedgerOptions? options = null)
    {
        _options = options;
        _hedger = new Hedger(_book, this, options);
    }

    /// <summary>What was folded, for reports; to be looked at by the thread that steps.</summary>
    public HedgeBook Book => _book;

    /// <summary>Whether nothing is left to do, as far as events have come.</summary>
    public bool IsQuiet => _hedger.IsQuiet;

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened) => _book.Apply(command, happened);

    /// <inheritdoc/>
    public bool TryStep(EngineTime now, out Command command)
    {
        _now = now;
        _hasDecided = false;
        _hedger.Step();
        command = _decided;
        return _hasDecided;
    }

    /// <inheritdoc/>
    bool IHedgeCommands.TrySend(in Command command)
    {
        if (_hasDecided)
            return false;
        _decided = command.With(command.Header with { Time = _now });
        _hasDecided = true;
        return true;
    }

    /// <inheritdoc/>
    public void Save(Stream into) => _book.Save(into);

    /// <inheritdoc/>
    public void Load(Stream from)
    {
        _book = HedgeBook.Load(from);
        _hedger = new Hedger(_book, this, _options);
    }
}
