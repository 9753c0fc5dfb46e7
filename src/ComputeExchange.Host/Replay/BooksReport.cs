using System.Globalization;
using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Replay;

/// <summary>The books of a state: the best prices of every book with orders, and the orders.</summary>
internal sealed class BooksReport
{
    private const string Nothing = "-";
    private readonly CodeBook _codes;
    private readonly OpenOrder[] _orders;
    private readonly List<(Instrument Instrument, TopOfBook Top)> _tops = [];

    /// <summary>The books of a state as it is.</summary>
    public BooksReport(Exchange exchange)
    {
        _codes = new CodeBook(exchange.View);
        _orders = [.. exchange.OpenOrders()];
        // The best prices are the same for every asker; what each could deal at is not told here.
        ParticipantId asker = _codes.Participants.FirstOrDefault();
        foreach (Instrument instrument in _orders.Select(order => order.State.Instrument).Distinct())
            if (exchange.Top(asker, instrument, out TopOfBook top) == RejectReason.None)
                _tops.Add((instrument, top));
        _tops.Sort((left, right) => string.CompareOrdinal(KeyOf(left.Instrument), KeyOf(right.Instrument)));
    }

    /// <summary>For a person.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine();
        if (_orders.Length == 0)
        {
            output.WriteLine("  no open orders");
            return;
        }

        output.WriteLine($"  books with open orders: {_tops.Count:N0}; best prices, whoever asks");
        output.WriteLine();
        Columns.Write(output,
        [
            ["BOOK", "WINDOW OR MONTH", "BID", "QUANTITY", "ASK", "QUANTITY"],
            .. _tops.Select(each => new[]
            {
                _codes.BookOf(each.Instrument), CodeBook.TermOf(each.Instrument),
                PriceOf(each.Top.BestBid), QuantityOf(each.Top.BestBid), PriceOf(each.Top.BestAsk), QuantityOf(each.Top.BestAsk),
            }),
        ]);
        output.WriteLine();
        output.WriteLine($"  open orders: {_orders.Length:N0}, in entry order");
        output.WriteLine();
        Columns.Write(output,
        [
            ["ENTRY", "PARTICIPANT", "CLORDID", "SIDE", "BOOK", "WINDOW OR MONTH", "LIMIT", "LEAVES", "FILLED"],
            .. _orders.Select(order => new[]
            {
                order.State.Entry.ToString(CultureInfo.InvariantCulture), _codes.Of(order.State.Participant),
                order.State.ClOrdId.ToString(), Words.Of(order.State.Side), _codes.BookOf(order.State.Instrument),
                CodeBook.TermOf(order.State.Instrument), Dollars(order.State.Limit), Number(order.State.Leaves),
                Number(order.State.Cumulative),
            }),
        ]);
    }

    /// <summary>For a program.</summary>
    public object Tops() => _tops.Select(each => new
    {
        Book = _codes.BookOf(each.Instrument),
        Term = CodeBook.TermOf(each.Instrument),
        Bid = Level(each.Top.BestBid),
        Ask = Level(each.Top.BestAsk),
    });

    /// <summary>For a program.</summary>
    public object Orders() => _orders.Select(order => new
    {
        order.State.Entry,
        Participant = _codes.Of(order.State.Participant),
        ClOrdId = order.State.ClOrdId.ToString(),
        Side = Words.Of(order.State.Side),
        Book = _codes.BookOf(order.State.Instrument),
        Term = CodeBook.TermOf(order.State.Instrument),
        Price = order.State.Limit.Dollars,
        order.State.Leaves,
        order.State.Cumulative,
    });

    private string KeyOf(in Instrument instrument) =>
        $"{(int)instrument.Kind} {_codes.BookOf(instrument)} {CodeBook.TermOf(instrument)}";

    private static object? Level(PriceQuantity level) =>
        level.Quantity == 0 ? null : new { Price = level.Price.Dollars, level.Quantity };

    private static string PriceOf(PriceQuantity level) => level.Quantity == 0 ? Nothing : Dollars(level.Price);

    private static string QuantityOf(PriceQuantity level) => level.Quantity == 0 ? Nothing : Number(level.Quantity);

    private static string Dollars(Price price) => price.Dollars.ToString("F4", CultureInfo.InvariantCulture);

    private static string Number(long quantity) => quantity.ToString("N0", CultureInfo.InvariantCulture);
}
