using ComputeExchange.Core;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Simulation.Tests.Clients;

namespace ComputeExchange.Simulation.Tests.Audit;

/// <summary>Holds the lists that clients were given against what happened: each must show the whole of one moment, at which the
/// report that it names was the session's last.</summary>
internal static class ListingAudit
{
    private const int MaxRows = 10_000;

    public static void Hold(Auditor auditor, IEnumerable<SimulatedClient> clients)
    {
        List<Listing> unseen = [.. clients.SelectMany(client => client.Listings)];
        Exchange exchange = new();
        NoSink nobody = new();
        foreach (byte[] record in auditor.Records)
        {
            if (unseen.Count == 0)
                return;
            Assert.Equal(MessagePackError.None, CommandRecord.TryRead(record, out Command command));
            exchange.Apply(command, nobody);
            unseen.RemoveAll(listing => Shows(exchange, listing));
        }

        Assert.True(unseen.Count == 0, $"{unseen.Count} lists show no moment that ever was, the first: {Describe(unseen)}");
    }

    private static string Describe(List<Listing> unseen) => unseen is [var first, ..]
        ? $"{(first.IsOfOrders ? "orders" : "positions")} of session {first.Session.Value} as of {first.AsOf}: "
            + string.Join("; ", first.Rows)
        : "";

    private static bool Shows(Exchange exchange, Listing listing) =>
        exchange.View.TryGetSession(listing.Session, out SessionStanding standing)
        && standing.LastReport == listing.AsOf
        && listing.Rows.SequenceEqual(listing.IsOfOrders ? Orders(exchange, listing) : Positions(exchange, listing));

    private static IEnumerable<string> Orders(Exchange exchange, Listing listing)
    {
        OrderState[] orders = new OrderState[MaxRows];
        int count = exchange.View.OpenOrders(listing.Participant, 0, orders, out _);
        return orders.Take(count).Where(order => order.Session == listing.Session).Select(order => Listing.RowOf(new Protocol.OpenOrder
        {
            ClOrdId = order.ClOrdId,
            Entry = order.Entry,
            Side = order.Side,
            Instrument = order.Instrument,
            Limit = order.Limit,
            Leaves = order.Leaves,
            Cumulative = order.Cumulative,
        }));
    }

    private static IEnumerable<string> Positions(Exchange exchange, Listing listing)
    {
        PositionState[] rows = new PositionState[MaxRows];
        int count = exchange.View.Positions(listing.Participant, 0, rows, out _);
        return rows.Take(count).Select(row => row.Instrument.Kind switch
        {
            InstrumentKind.Forward => Listing.RowOf(new ExposurePosition(
                row.Instrument.Market, DeliveryMonth.OfHour(row.Instrument.Window.StartHour), row.Quantity)),
            InstrumentKind.BasketFuture => Listing.RowOf(new Protocol.BasketPosition(
                row.Instrument.Basket, row.Instrument.Month, row.Quantity, new Money((long)row.Value))),
            _ => Listing.RowOf(new Money((long)row.Value)),
        });
    }

    private sealed class NoSink : IEventSink
    {
        public void On(in Event happened)
        {
        }
    }
}
