using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Hedging.State;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>Reads the journal of a finished run and holds it against what the running exchange said.</summary>
internal sealed class DemoAudit
{
    private static readonly RejectReason[] Malformed =
        [RejectReason.InvalidPrice, RejectReason.InvalidQuantity, RejectReason.InvalidCombination, RejectReason.InvalidWindow];

    private readonly List<DemoCheck> _checks = [];

    private DemoAudit(ReplayResult replay, RunFigures figures, RunFigures without, HedgeReport hedge)
    {
        Replay = replay;
        Figures = figures;
        Without = without;
        Hedge = hedge;
    }

    /// <summary>The replayed journal.</summary>
    public ReplayResult Replay { get; }

    /// <summary>The turns, applied once more.</summary>
    public RunFigures Figures { get; }

    /// <summary>The same orders without window terms.</summary>
    public RunFigures Without { get; }

    /// <summary>The hedges as of the end of the turns.</summary>
    public HedgeReport Hedge { get; }

    /// <summary>What was held against what.</summary>
    public IReadOnlyList<DemoCheck> Checks => _checks;

    /// <summary>Reads a journal.</summary>
    /// <param name="storage">Its data directory; the engine has stopped.</param>
    /// <param name="market">The market that was played on.</param>
    /// <param name="live">What the running exchange said.</param>
    /// <param name="stateHash">The hash of its state when it stopped.</param>
    public static DemoAudit Of(IStorage storage, DemoMarket market, LiveRun live, ulong stateHash)
    {
        HedgeBook book = new();
        List<Command> commands = [];
        using TradeDigest digest = new();
        long reports = 0;
        Int128 volume = 0;
        long last = 0;
        ReplayResult replay = JournalReplay.Run(storage, new ReplayOptions(), progress: null, (in command, in happened) =>
        {
            if (happened.Kind == EventKind.Trade)
            {
                digest.Add(happened.Trade);
                reports += SidesToldToBots(happened.Trade);
                volume += SidesToldToBots(happened.Trade) * VolumeOf(happened.Trade);
            }
            if (happened.Header.Sequence > live.Played.LastSequence)
                return;
            book.Apply(command, happened);
            if (happened.Header.Sequence != last)
                commands.Add(command);
            last = happened.Header.Sequence;
        });
        DemoAudit audit = new(
            replay, Again(market, commands, WithTerms), Again(market, commands, WithoutWindowTerms.Of),
            new HedgeReporter(book).Report());
        audit.Check(live, stateHash, digest, reports, volume);
        return audit;
    }

    private void Check(LiveRun live, ulong stateHash, TradeDigest digest, long reports, Int128 volume)
    {
        Require("The replayed journal has the same state hash", Replay.StateHash == stateHash, $"{stateHash:x16}");
        Require("It has the same trades", digest.Text == live.Trades.Digest, $"{digest.Count:n0} trades, {digest.Text}");
        Require("Every trade was reported to both sides", (reports, volume) == (live.ReportedTrades, live.ReportedVolume),
            $"{live.ReportedTrades:n0} reports to bots");
        Require("The turns applied once more trade the same", Figures.Digest.Text == live.Played.Trades.Digest,
            $"{Figures.Digest.Count:n0} trades, {Figures.Digest.Text}");
        Require("Profit and loss is the same two ways",
            Hedge.Dealers.All(dealer => dealer.ProfitAndLoss.Total == dealer.FromCashAndMarks),
            $"{Hedge.Dealers.Count} dealers");
        Require("No trade went beyond a credit line", Figures.Credit.Breaches == 0,
            $"highest use {Figures.Credit.HighestUse.ToString("p1", System.Globalization.CultureInfo.InvariantCulture)}");
        Require("No bot sent anything malformed", !live.Played.Refused.Any(refused => Malformed.Contains(refused.Reason)),
            live.Played.Refused.Count == 0 ? "nothing was refused" : $"{live.Played.Refused.Count} requests were refused");
    }

    private void Require(string name, bool holds, string detail) => _checks.Add(new DemoCheck(name, holds, detail));

    private static Command WithTerms(in Command command) => command;

    /// <summary>Applies commands to an exchange of their own, on the engine's authority: who may send is settled.</summary>
    private static RunFigures Again(DemoMarket market, List<Command> commands, Changed change)
    {
        Exchange exchange = new();
        RunFigures figures = new(market);
        foreach (Command command in commands)
        {
            CommandHeader header = new() { Time = command.Header.Time, Session = SessionId.Engine };
            figures.Apply(exchange, change(command.With(header)));
        }
        return figures;
    }

    /// <summary>The hedger's own session has no bot that would be told.</summary>
    private static int SidesToldToBots(in Trade trade) => (IsHedge(trade.Buy) ? 0 : 1) + (IsHedge(trade.Sell) ? 0 : 1);

    private static Int128 VolumeOf(in Trade trade) =>
        (Int128)trade.Quantity * (trade.Instrument.IsBasket ? 1 : trade.Instrument.Window.Hours);

    private static bool IsHedge(in OrderState order) => order.ClOrdId.StartsWith(ReservedNames.HedgeOrderPrefix);

    private delegate Command Changed(in Command command);
}
