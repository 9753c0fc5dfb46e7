using System.Collections.Concurrent;

namespace ComputeExchange.SystemTests;

/// <summary>A session that enters orders as fast as they are acknowledged, and keeps what it was told.</summary>
internal sealed class LoadedSession(string name)
{
    private const int UnderWay = 64;
    private readonly ConcurrentQueue<ExecutionReport> _told = new();
    private int _next;

    /// <summary>Its session.</summary>
    public string Name => name;

    /// <summary>Every report, in the order in which it came.</summary>
    public ExecutionReport[] Told => [.. _told];

    /// <summary>Takes a report.</summary>
    public void OnReport(ExecutionReport report) => _told.Enqueue(report);

    /// <summary>Enters so many orders, some of which meet those of the other sessions; ends when each was acknowledged.</summary>
    public async Task EnterAsync(ExchangeClient client, int orders, bool isBuyer, Action acknowledged)
    {
        Instrument future = Listed.Future(client);
        async Task EnterOneByOneAsync()
        {
            for (int i = Interlocked.Increment(ref _next); i <= orders; i = Interlocked.Increment(ref _next))
            {
                // Every fourth crosses; the others rest on their side.
                decimal price = i % 4 == 0 ? 2.5m : isBuyer ? 2.4m : 2.6m;
                NewOrder order = isBuyer
                    ? Order.Buy(future, 1, price, $"o{i}")
                    : Order.Sell(future, 1, price, $"o{i}");
                ExecutionReport report = await client.EnterAsync(order);
                Assert.Equal(ExecutionType.New, report.Type);
                acknowledged();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(_ => EnterOneByOneAsync()));
    }
}
