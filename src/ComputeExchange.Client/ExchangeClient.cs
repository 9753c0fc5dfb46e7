using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComputeExchange.Client.Connection;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>
/// A session of the exchange: orders, quotes, queries, market data and, for an operator, the controls. It connects again by
/// itself, sends again what was not applied, and tells every report exactly once, in order. Thread-safe.
/// </summary>
/// <remarks>Events are told on the reading thread, in the order in which things happened: keep them short. A handler
/// that throws ends the client: all that waits fails with what was thrown inside.</remarks>
public sealed class ExchangeClient : IAsyncDisposable
{
    private const int ReportChannelCapacity = 65_536;

    private readonly ClientSession _session;
    private int _lastSubscription;

    private ExchangeClient(ClientOptions options)
    {
        _session = new ClientSession(options);
        _session.Intake.Reported = report => Reported?.Invoke(report);
        _session.Intake.RequestRefused = refused => RequestRefused?.Invoke(refused);
        _session.Intake.ReportsGone = gone => ReportsGone?.Invoke(gone);
        _session.ConnectionChanged = change => ConnectionChanged?.Invoke(change);
        _session.Ended = reason => Ended?.Invoke(reason);
    }

    /// <summary>Each report of the session, once, in the order of the numbers.</summary>
    public event Action<ExecutionReport>? Reported;

    /// <summary>A request number was reused or left out: another client uses the session.</summary>
    public event Action<RequestRefused>? RequestRefused;

    /// <summary>Reports were asked for that the server does not keep any more: ask for open orders and positions.</summary>
    public event Action<ReportsGone>? ReportsGone;

    /// <summary>The connection came or went; the client connects again by itself.</summary>
    public event Action<ConnectionChange>? ConnectionChanged;

    private event Action<ExchangeException>? Ended;

    /// <summary>Reference data, whole from the first logon on.</summary>
    public ReferenceCatalog Reference => _session.Intake.Reference;

    /// <summary>What the server said at the last logon: session, participant, limits.</summary>
    public LogonAccepted Session => _session.Accepted;

    /// <summary>The last report that was told; give it to <see cref="ClientOptions.LastReportNumber"/> next time.</summary>
    public long LastReportNumber => _session.LastReportNumber;

    /// <summary>Connects and logs on; goes on trying while the server cannot be reached.</summary>
    /// <param name="options">Where, which session, which key.</param>
    /// <param name="prepare">Called before anything is received, to subscribe to events; with it no report is missed.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="ExchangeException">The server refused the session.</exception>
    public static async Task<ExchangeClient> ConnectAsync(
        ClientOptions options, Action<ExchangeClient>? prepare = null, CancellationToken cancellation = default)
    {
        ExchangeClient client = new(options);
        prepare?.Invoke(client);
        try
        {
            client._session.Start();
            await client._session.FirstLogon.WaitAsync(cancellation).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Enters an order; ends when it is accepted or rejected, which the report says. Trades follow as reports.</summary>
    /// <param name="order">The order; participant, type, time in force and self-match instruction have defaults.</param>
    /// <param name="cancellation">Ends the waiting, not the order.</param>
    public async Task<ExecutionReport> EnterAsync(NewOrder order, CancellationToken cancellation = default) =>
        (await RequestAsync(Command.Of(default, Order.Completed(order, Session.Participant)), cancellation)
            .ConfigureAwait(false)).Report;

    /// <summary>Replaces an open order; ends when that is done or rejected.</summary>
    public async Task<ExecutionReport> ReplaceAsync(ReplaceOrder replace, CancellationToken cancellation = default) =>
        (await RequestAsync(Command.Of(default, replace with { Participant = Own(replace.Participant) }), cancellation)
            .ConfigureAwait(false)).Report;

    /// <summary>Cancels an open order; ends when that is done or rejected.</summary>
    public async Task<ExecutionReport> CancelAsync(string clOrdId, CancellationToken cancellation = default)
    {
        CancelOrder cancel = new() { Participant = Session.Participant, OrigClOrdId = ClOrdId.Parse(clOrdId) };
        return (await RequestAsync(Command.Of(default, cancel), cancellation).ConfigureAwait(false)).Report;
    }

    /// <summary>Enters or replaces a two-sided quote; ends with the first report of it. A quote that changes nothing has
    /// none.</summary>
    public async Task<ExecutionReport> QuoteAsync(Quote quote, CancellationToken cancellation = default) =>
        (await RequestAsync(Command.Of(default, quote with { Participant = Own(quote.Participant) }), cancellation)
            .ConfigureAwait(false)).Report;

    /// <summary>Cancels every open order of the participant; ends when all are.</summary>
    public Task<RequestAnswer> MassCancelAsync(CancellationToken cancellation = default) =>
        RequestAsync(Command.Of(default, new MassCancel { Participant = Session.Participant }), cancellation);

    /// <summary>Sets one of the participant's own credit lines, or as an operator any.</summary>
    public Task<RequestAnswer> SetCreditLineAsync(SetCreditLine line, CancellationToken cancellation = default) =>
        RequestAsync(Command.Of(default, line with { From = Own(line.From) }), cancellation);

    /// <summary>Any request, an operator's among them; ends when it is applied or refused.</summary>
    /// <param name="request">The command; its header is not looked at.</param>
    /// <param name="cancellation">Ends the waiting, not the request.</param>
    public async Task<RequestAnswer> RequestAsync(Command request, CancellationToken cancellation = default)
    {
        TaskCompletionSource<RequestAnswer> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _session.SendAsync(request, completion, cancellation).ConfigureAwait(false);
        return await completion.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends an order without waiting for its report.</summary>
    /// <returns>The request's number, which its reports carry; at once, unless too many requests are unanswered.</returns>
    public ValueTask<long> SendAsync(NewOrder order, CancellationToken cancellation = default) =>
        _session.SendAsync(Command.Of(default, Order.Completed(order, Session.Participant)), null, cancellation);

    /// <summary>Sends any request without waiting for its answer.</summary>
    /// <returns>The request's number; at once, unless too many requests are unanswered.</returns>
    public ValueTask<long> SendAsync(Command request, CancellationToken cancellation = default) =>
        _session.SendAsync(request, null, cancellation);

    /// <summary>Subscribes to the top of a book; ends with its first snapshot.</summary>
    /// <exception cref="InvalidOperationException">The server refused it; the text says why.</exception>
    public async Task<MarketSubscription> SubscribeAsync(Instrument instrument, CancellationToken cancellation = default)
    {
        MarketSubscription subscription = new((uint)Interlocked.Increment(ref _lastSubscription), instrument);
        _session.Subscribe(subscription);
        return await subscription.FirstSnapshot.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends a subscription.</summary>
    public void Unsubscribe(MarketSubscription subscription) => _session.Unsubscribe(subscription);

    /// <summary>The session's open orders.</summary>
    /// <exception cref="InvalidOperationException">The server refused the query; the text says why.</exception>
    public Task<OpenOrderList> OpenOrdersAsync(CancellationToken cancellation = default)
    {
        return _session.AskAsync(id => Wire.FrameOf(new OpenOrdersQuery { QueryId = id }), pages =>
        {
            OpenOrdersPage[] ordersPages = [.. pages.Cast<OpenOrdersPage>()];
            return new OpenOrderList(
                ordersPages[^1].AsOfReportNumber, [.. ordersPages.SelectMany(page => page.Orders.ToArray())]);
        }).WaitAsync(cancellation);
    }

    /// <summary>The participant's exposures, basket positions and cash.</summary>
    /// <exception cref="InvalidOperationException">The server refused the query; the text says why.</exception>
    public Task<PositionList> PositionsAsync(CancellationToken cancellation = default)
    {
        return _session.AskAsync(id => Wire.FrameOf(new PositionsQuery { QueryId = id }), pages =>
        {
            PositionsPage[] rows = [.. pages.Cast<PositionsPage>()];
            return new PositionList(
                rows[^1].AsOfReportNumber,
                rows[^1].Cash,
                [.. rows.SelectMany(page => page.Exposures.ToArray())],
                [.. rows.SelectMany(page => page.Baskets.ToArray())]);
        }).WaitAsync(cancellation);
    }

    /// <summary>As an operator: takes a snapshot of the engine; ends when it is on disk.</summary>
    /// <returns>The last command whose effect it holds.</returns>
    /// <exception cref="InvalidOperationException">The server refused it; the text says why.</exception>
    public Task<long> SnapshotNowAsync(CancellationToken cancellation = default)
    {
        return _session
            .AskAsync(id => Wire.FrameOf(new SnapshotNow { QueryId = id }), pages => ((SnapshotTaken)pages[0]).Sequence)
            .WaitAsync(cancellation);
    }

    /// <summary>Every report from now on, as a stream. A reader that lags behind slows the connection down.</summary>
    /// <remarks>It ends when the client is closed, and throws when the session ends for another reason.</remarks>
    public async IAsyncEnumerable<ExecutionReport> ReadReportsAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Channel<ExecutionReport> channel = Channel.CreateBounded<ExecutionReport>(ReportChannelCapacity);
        void Pass(ExecutionReport report)
        {
            try
            {
                if (!channel.Writer.TryWrite(report))
                    channel.Writer.WriteAsync(report, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }
            catch (ChannelClosedException)
            {
                // The reader has gone away while its stream was full.
            }
        }

        void End(ExchangeException reason) =>
            channel.Writer.TryComplete(reason.Reason == DisconnectReason.LoggedOut ? null : reason);

        Reported += Pass;
        Ended += End;
        if (_session.Failure is { } failure)
            End(failure);
        try
        {
            await foreach (ExecutionReport report in channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return report;
        }
        finally
        {
            Reported -= Pass;
            Ended -= End;
            channel.Writer.TryComplete();
        }
    }

    /// <summary>Cuts the connection as a failing line would, and connects again: for drills.</summary>
    public void DropConnection() => _session.DropConnection();

    /// <summary>Logs out and ends; what still waits fails with an <see cref="ExchangeException"/>. May be called again.</summary>
    public ValueTask DisposeAsync()
    {
        // Streams of reports end first: one that nobody reads holds the reading thread up.
        Ended?.Invoke(new ExchangeException(DisconnectReason.LoggedOut, "The client was closed."));
        return _session.DisposeAsync();
    }

    private ParticipantId Own(ParticipantId named) => named.Value == 0 ? Session.Participant : named;
}
