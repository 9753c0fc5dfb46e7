using System.Diagnostics;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>What the demo is doing now.</summary>
/// <param name="Stage">In a word or two.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Of">Of how many.</param>
internal readonly record struct DemoProgress(string Stage, int Done, int Of)
{
    /// <summary>Turns.</summary>
    public const string Trading = "Trading, one bot at a time";

    /// <summary>Bursts.</summary>
    public const string Bursting = "All bots at once";

    /// <summary>The journal again.</summary>
    public const string Replaying = "Replaying the journal";

    /// <summary>What a demo does, in order.</summary>
    public static readonly string[] Stages = [Trading, Bursting, Replaying];
}

/// <summary>Plays the demo: turns, bursts, then the journal again.</summary>
internal sealed class DemoRun
{
    private static readonly int[] BurstWindows = [1, 32];
    private readonly DemoOptions _options;
    private readonly Action<DemoProgress> _progress;
    private readonly DemoPrices _prices = DemoPrices.Read();
    private readonly DemoMarket _market;
    private readonly DemoBots _bots;
    private readonly DemoScript _script;
    private readonly SimulatedClock _clock = new();
    private readonly List<TimeSpan> _latencies = [];
    private readonly List<(DemoTurn Turn, RejectReason Reason)> _refused = [];
    private int _turns;

    /// <summary>A run to come.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="progress">Told how far it is.</param>
    public DemoRun(DemoOptions options, Action<DemoProgress> progress)
    {
        _options = options;
        _progress = progress;
        DateOnly first = _prices.Dates[0];
        _market = DemoMarket.Over(_prices.History, DeliveryMonth.Of(first.Year, first.Month));
        _bots = new DemoBots(_market, options.Seed);
        _script = new DemoScript(_market, _prices, _bots, options.Seed);
    }

    /// <summary>The market that it plays on.</summary>
    public DemoMarket Market => _market;

    /// <summary>Plays it.</summary>
    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        int dates = _options.IsShort ? DemoOptions.ShortDates : _prices.Dates.Count;
        DateOnly first = _prices.Dates[0];
        _clock.Set(EngineTime.FromHour(DeliveryMonth.Of(first.Year, first.Month).StartHour));
        using DemoServer server = new(_options.DataDirectory, _market, _clock);
        List<DemoSession> sessions = [];
        try
        {
            foreach (DemoBot bot in _bots.All)
                sessions.Add(await DemoSession.ConnectAsync(bot, server.OptionsOf(bot.Participant)));
            long started = Stopwatch.GetTimestamp();
            await PlayAsync(server, sessions, dates, cancellation);
            TimeSpan playTime = Stopwatch.GetElapsedTime(started);
            PlayedTurns played = new(server.PublishedSequence, server.Trades.SoFar(), _refused);

            server.FreeHedger();
            List<LatencyFigures> bursts = await BurstAsync(sessions);
            server.AwaitQuiet();
            foreach (DemoSession session in sessions)
                await session.RefreshAsync(_script.View);
            LiveRun live = new(played, server.Trades.SoFar(), sessions.Sum(session => session.Trades),
                sessions.Aggregate(Int128.Zero, (sum, session) => sum + session.Volume));
            await EndAsync(sessions);
            ulong stateHash = server.Stop();
            return await Task.Run(() => Conclude(server, live, stateHash, playTime, bursts, dates), cancellation);
        }
        finally
        {
            await EndAsync(sessions);
        }
    }

    private static async Task EndAsync(List<DemoSession> sessions)
    {
        foreach (DemoSession session in sessions)
            await session.DisposeAsync();
        sessions.Clear();
    }

    private async Task PlayAsync(DemoServer server, List<DemoSession> sessions, int dates, CancellationToken cancellation)
    {
        int date = -1;
        foreach (DemoTurn turn in _script.Turns(dates))
        {
            cancellation.ThrowIfCancellationRequested();
            if (turn.Date != date)
                _progress(new DemoProgress(DemoProgress.Trading, date = turn.Date, dates));
            _clock.Set(turn.Time);
            DemoSession session = sessions[turn.Participant.Value - 1];
            if (turn.Requests.Length == 0)
                await session.RefreshAsync(_script.View);
            else
                await TakeAsync(server, session, turn);
        }
        _progress(new DemoProgress(DemoProgress.Trading, dates, dates));
    }

    private async Task TakeAsync(DemoServer server, DemoSession session, DemoTurn turn)
    {
        _turns++;
        long sent = Stopwatch.GetTimestamp();
        RejectReason[] reasons = await Task.WhenAll(turn.Requests.Select(session.SendAsync));
        _latencies.Add(Stopwatch.GetElapsedTime(sent));
        foreach (RejectReason reason in reasons.Where(reason => reason != RejectReason.None))
            _refused.Add((turn, reason));
        server.AwaitQuiet();
    }

    private async Task<List<LatencyFigures>> BurstAsync(List<DemoSession> sessions)
    {
        // The operator enters prices, not orders.
        DemoSession[] bots = [.. sessions.Where(session => session.Bot.Participant.Kind != ParticipantKind.Operator)];
        List<LatencyFigures> figures = [];
        for (int i = 0; i < BurstWindows.Length; i++)
        {
            _progress(new DemoProgress(DemoProgress.Bursting, i, BurstWindows.Length));
            figures.Add(await DemoBurst.RunAsync(bots, _script.View, _options.BurstRequests, BurstWindows[i], _options.Seed));
        }
        _progress(new DemoProgress(DemoProgress.Bursting, BurstWindows.Length, BurstWindows.Length));
        return figures;
    }

    private DemoResult Conclude(
        DemoServer server, LiveRun live, ulong stateHash, TimeSpan playTime, List<LatencyFigures> bursts, int dates)
    {
        _progress(new DemoProgress(DemoProgress.Replaying, 0, 1));
        DemoAudit audit = DemoAudit.Of(server.Storage, _market, live, stateHash);
        _progress(new DemoProgress(DemoProgress.Replaying, 1, 1));
        double seconds = _latencies.Sum(latency => latency.TotalSeconds);
        return new DemoResult
        {
            Seed = _options.Seed,
            DataDirectory = _options.DataDirectory,
            Dates = [.. _prices.Dates.Take(dates)],
            Turns = _turns,
            PlayTime = playTime,
            Figures = audit.Figures,
            Without = audit.Without,
            OneByOne = LatencyFigures.Of(1, 1, TimeSpan.FromSeconds(seconds), [.. _latencies]),
            Bursts = bursts,
            Hedge = audit.Hedge,
            JournaledCommands = audit.Replay.Figures.Commands,
            ReplayTime = audit.Replay.Figures.Elapsed,
            Checks = audit.Checks,
        };
    }
}

/// <summary>What is known when the last turn has been taken.</summary>
/// <param name="LastSequence">The last command of the turns; what follows are the bursts.</param>
/// <param name="Trades">The trades of the turns, as they were told.</param>
/// <param name="Refused">Requests of the turns that were refused.</param>
internal sealed record PlayedTurns(
    long LastSequence, (string Digest, long Count) Trades, IReadOnlyList<(DemoTurn Turn, RejectReason Reason)> Refused);

/// <summary>What is known of the running exchange when everything is over.</summary>
/// <param name="Played">The turns.</param>
/// <param name="Trades">All trades, as they were told.</param>
/// <param name="ReportedTrades">Trades that the bots' reports told them, each side's counted.</param>
/// <param name="ReportedVolume">GPU-hours and lots of those, added up.</param>
internal sealed record LiveRun(
    PlayedTurns Played, (string Digest, long Count) Trades, long ReportedTrades, Int128 ReportedVolume);
