using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>What a replay counted.</summary>
public sealed class ReplayFigures
{
    private readonly long[] _commands = new long[byte.MaxValue + 1];
    private readonly long[] _events = new long[byte.MaxValue + 1];

    /// <summary>Commands applied.</summary>
    public long Commands { get; private set; }

    /// <summary>Events made.</summary>
    public long Events { get; private set; }

    /// <summary>Trades among them; the parts of a cover count one each.</summary>
    public long Trades { get; private set; }

    /// <summary>Price x quantity x hours (or multiplier) over all trades, in units of 0.0001 $.</summary>
    public Int128 Notional { get; private set; }

    /// <summary>How long it took, by the clock.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Commands a second; 0 before any time has passed.</summary>
    public double CommandsPerSecond => Elapsed > TimeSpan.Zero ? Commands / Elapsed.TotalSeconds : 0;

    /// <summary>Commands of a kind.</summary>
    public long Of(CommandKind kind) => _commands[(byte)kind];

    /// <summary>Events of a kind.</summary>
    public long Of(EventKind kind) => _events[(byte)kind];

    internal void Count(in Command command)
    {
        Commands++;
        _commands[(byte)command.Kind]++;
    }

    internal void Count(in Event happened, Core.StateView view)
    {
        Events++;
        _events[(byte)happened.Kind]++;
        if (happened.Kind != EventKind.Trade)
            return;
        Trades++;
        ref readonly Trade trade = ref happened.Trade;
        int units = trade.Instrument.IsBasket ? view.MultiplierOf(trade.Instrument.Basket) : trade.Instrument.Window.Hours;
        Notional += (Int128)trade.Price.Ticks * trade.Quantity * units;
    }
}
