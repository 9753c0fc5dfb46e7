using ComputeExchange.Measurement;
using ComputeExchange.SystemTests.Processes;

namespace ComputeExchange.SystemTests;

/// <summary>A session that sends what it is told to when it is told to, for as long as one likes: two orders that the other side
/// meets, one that rests, and its cancel, again and again. Whatever it keeps is bounded.</summary>
internal sealed class SoakSession(string keyFile, bool isBuyer, IMeasuringClock clock) : IAsyncDisposable
{
    /// <summary>As many reports as are held against what the server tells again.</summary>
    public const int TailReports = 8_192;

    // More than a client lets be unanswered.
    private const int RequestsKept = 32_768;

    private readonly long[] _due = new long[RequestsKept];
    private readonly LatencyHistogram?[] _into = new LatencyHistogram?[RequestsKept];
    private readonly ExecutionReport[] _tail = new ExecutionReport[TailReports];
    private ExchangeClient? _client;
    private Instrument _future;
    private long _sent, _answered, _reports;
    private long _entered, _cancelled, _again;

    /// <summary>Requests that were sent.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Requests that were answered.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Lots that it bought or sold, one an order.</summary>
    public long Traded { get; private set; }

    /// <summary>Reports heard.</summary>
    public long Reports => Volatile.Read(ref _reports);

    private long Open => _entered - Traded - _cancelled;

    /// <summary>Logs on.</summary>
    public async Task ConnectAsync(int port)
    {
        _client = await ExchangeClient.ConnectAsync(
            ClientOptions.FromKeyFile(keyFile, port), client => client.Reported += OnReport).WaitAsync(HostProgram.Limit);
        _future = Listed.Future(_client);
    }

    /// <summary>Sends the next request; waits only when as many as the client allows are unanswered.</summary>
    /// <param name="due">When it was to be sent: its latency counts from then.</param>
    /// <param name="into">Where its latency is counted; null for nowhere. Only this session counts there.</param>
    public void Send(long due, LatencyHistogram? into)
    {
        long number = _sent + 1;
        (_due[number % RequestsKept], _into[number % RequestsKept]) = (due, into);
        Volatile.Write(ref _sent, number);
        ValueTask<long> sending = SendAsync(number);
        Assert.Equal(number, sending.IsCompleted ? sending.Result : sending.AsTask().GetAwaiter().GetResult());
    }

    /// <summary>Ends when all was answered and the server, asked, has no other orders open than those that it told of.</summary>
    public async Task SettleAsync()
    {
        OpenOrderList open = await _client!.OpenOrdersAsync().WaitAsync(HostProgram.Limit);
        while (Reports < open.AsOfReportNumber)
            await Task.Delay(1);
        Assert.Equal(Sent, Answered);
        Assert.Equal(Open, open.Orders.Count);
        await _client.DisposeAsync();
    }

    /// <summary>A client that knows all but the last reports hears these from the server: the same that this one heard.</summary>
    public async Task HoldAgainstTheServerAsync(int port)
    {
        long first = Math.Max(1, Reports - TailReports + 1);
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _again = first - 1;
        void OnAgain(ExecutionReport report)
        {
            ExecutionReport told = _tail[report.ReportNumber % TailReports];
            if (report != told || report.ReportNumber != ++_again)
                all.TrySetException(new InvalidOperationException($"{report} is not what was told: {told}"));
            else if (report.ReportNumber == Reports)
                all.TrySetResult();
        }

        ClientOptions options = ClientOptions.FromKeyFile(keyFile, port) with { LastReportNumber = first - 1 };
        await using ExchangeClient again = await ExchangeClient.ConnectAsync(options, client => client.Reported += OnAgain)
            .WaitAsync(HostProgram.Limit);
        await all.Task.WaitAsync(HostProgram.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }

    /// <summary>Both sides meet at 2.5; what rests is too far away to trade.</summary>
    private ValueTask<long> SendAsync(long number) => (number % 4) switch
    {
        1 or 2 => _client!.SendAsync(OrderOf(number, 2.5m)),
        3 => _client!.SendAsync(OrderOf(number, isBuyer ? 2.4m : 2.6m)),
        _ => _client!.SendAsync(Command.Of(default, new CancelOrder
        {
            Participant = _client.Session.Participant,
            OrigClOrdId = ClOrdId.Parse(IdOf(number - 1)),
        })),
    };

    private NewOrder OrderOf(long number, decimal price) =>
        isBuyer ? Order.Buy(_future, 1, price, IdOf(number)) : Order.Sell(_future, 1, price, IdOf(number));

    private static string IdOf(long number) => $"s{number}";

    /// <summary>Reports are gapless, and each request is answered once, in the order in which it was sent, and as meant. What is
    /// thrown here ends the client, and with it the test.</summary>
    private void OnReport(ExecutionReport report)
    {
        Assert.Equal(Reports + 1, report.ReportNumber);
        _tail[report.ReportNumber % TailReports] = report;
        if (report.Type == ExecutionType.Trade)
            Traded += report.Quantity;
        else
            OnAnswer(report);

        // Last, for whoever waits for it.
        Volatile.Write(ref _reports, report.ReportNumber);
    }

    private void OnAnswer(in ExecutionReport report)
    {
        long number = Answered + 1;
        bool isCancel = number % 4 == 0;
        Assert.Equal((isCancel ? ExecutionType.Cancelled : ExecutionType.New, number), (report.Type, report.RequestNumber));
        _into[number % RequestsKept]?.Record(clock.Nanos - _due[number % RequestsKept]);
        _entered += isCancel ? 0 : 1;
        _cancelled += isCancel ? 1 : 0;
        Volatile.Write(ref _answered, number);
    }
}
