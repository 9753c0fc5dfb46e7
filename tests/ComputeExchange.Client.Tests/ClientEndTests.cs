using ComputeExchange.Client.Tests.Venue;

namespace ComputeExchange.Client.Tests;

/// <summary>How a client ends: nobody waits for ever, and nothing is told twice.</summary>
public class ClientEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_client_can_be_closed_more_than_once()
    {
        using TcpVenue venue = new();
        ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        await Task.WhenAll(alpha.DisposeAsync().AsTask(), alpha.DisposeAsync().AsTask()).WaitAsync(Patience);
        await alpha.DisposeAsync().AsTask().WaitAsync(Patience);
        await Assert.ThrowsAsync<ExchangeException>(() => alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1")));
        await Assert.ThrowsAsync<ExchangeException>(() => alpha.OpenOrdersAsync());
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_client_and_all_that_waits_hears_why()
    {
        using TcpVenue venue = new();
        int told = 0;
        await using ExchangeClient alpha = await venue.ConnectAsync("alpha-1", client => client.Reported += _ =>
        {
            told++;
            throw new OperationCanceledException("no more of that");
        });
        ExchangeException ended = await Assert.ThrowsAsync<ExchangeException>(
            () => alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1")).WaitAsync(Patience));
        Assert.Equal("no more of that", Assert.IsType<OperationCanceledException>(ended.InnerException).Message);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Options_that_cannot_work_end_the_attempt_to_connect()
    {
        using TcpVenue venue = new();
        await Assert.ThrowsAsync<ExchangeException>(() => ExchangeClient.ConnectAsync(
            venue.Options("alpha-1") with { Session = "a name that is much longer than any code may be" }).WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_waits_for_room_hears_that_the_session_has_ended()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await ExchangeClient.ConnectAsync(venue.Options("alpha-1") with { MaxUnanswered = 2 });
        venue.Engine.RunsAtOnce = false;
        Task<ExecutionReport>[] entered =
            [.. Enumerable.Range(1, 8).Select(i => alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, $"a{i}")))];
        await alpha.DisposeAsync().AsTask().WaitAsync(Patience);
        foreach (Task<ExecutionReport> waiting in entered)
            await Assert.ThrowsAsync<ExchangeException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_request_without_a_form_on_the_wire_takes_no_room()
    {
        using TcpVenue venue = new();
        await using ExchangeClient alpha = await ExchangeClient.ConnectAsync(venue.Options("alpha-1") with { MaxUnanswered = 1 });
        for (int i = 0; i < 3; i++)
            await Assert.ThrowsAsync<ArgumentException>(() => alpha.RequestAsync(default).WaitAsync(Patience));
        Assert.Equal(
            ExecutionType.New, (await alpha.EnterAsync(Order.Buy(DemoMarket.Future, 1, 2.5m, "a1")).WaitAsync(Patience)).Type);
    }

    [Fact]
    public async Task A_stream_of_reports_ends_with_the_client()
    {
        using TcpVenue venue = new();
        ExchangeClient alpha = await venue.ConnectAsync("alpha-1");
        await using IAsyncEnumerator<ExecutionReport> reports = alpha.ReadReportsAsync().GetAsyncEnumerator();
        ValueTask<bool> next = reports.MoveNextAsync();
        await alpha.DisposeAsync();
        Assert.False(await next.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_stream_of_reports_says_why_the_session_has_ended()
    {
        using TcpVenue venue = new();
        await using ExchangeClient first = await venue.ConnectAsync("alpha-1");
        await using IAsyncEnumerator<ExecutionReport> reports = first.ReadReportsAsync().GetAsyncEnumerator();
        Task<bool> next = reports.MoveNextAsync().AsTask();
        await using ExchangeClient second = await venue.ConnectAsync("alpha-1");
        ExchangeException ended = await Assert.ThrowsAsync<ExchangeException>(() => next.WaitAsync(Patience));
        Assert.Equal(DisconnectReason.Superseded, ended.Reason);
    }
}
