using System.Globalization;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>What an event tells, field by field, as text. A test names the fields that its rule is about; those it leaves
/// out may be anything, but no event may be missing or too many.</summary>
internal sealed class Told(string what, params (string Name, object? Value)[] fields)
{
    private readonly (string Name, string Text)[] _fields =
        [.. fields.Where(field => field.Value is not null).Select(field => (field.Name, TextOf(field.Value!)))];

    /// <summary>Whether this is what was expected: the same kind, and every field that the expectation names.</summary>
    public bool Fits(Told expected) => what == expected.What && expected._fields.All(field => _fields.Contains(field));

    private string What => what;

    public override string ToString() => $"{what}({string.Join(", ", _fields.Select(field => $"{field.Name}: {field.Text}"))})";

    public static Told Of(in Event happened) => happened.Kind switch
    {
        EventKind.New => new Told("New", OfOrder(happened.Accepted.Order)),
        EventKind.Replaced => new Told(
            "Replaced", [.. OfOrder(happened.Replaced.Order), ("orig", happened.Replaced.OrigClOrdId)]),
        EventKind.Cancelled => new Told(
            "Cancelled", [.. OfOrder(happened.Cancelled.Order), ("reason", happened.Cancelled.Reason)]),
        EventKind.Expired => new Told("Expired", [.. OfOrder(happened.Expired.Order), ("reason", happened.Expired.Reason)]),
        EventKind.Trade => OfTrade(happened.Trade),
        EventKind.Rejected => new Told(
            "Rejected", ("id", happened.Rejected.ClOrdId), ("reason", happened.Rejected.Reason),
            ("field", happened.Rejected.Field)),
        EventKind.PositionSettled => new Told(
            "Settled", ("by", happened.PositionSettled.Participant), ("lots", happened.PositionSettled.Lots),
            ("at", happened.PositionSettled.SettlementPrice), ("cash", happened.PositionSettled.Cash)),
        EventKind.HourPassed => new Told("HourPassed", ("to", happened.HourPassed.ToHour - MarketUnderTest.FirstHour)),
        EventKind.TopChanged => new Told("TopChanged", ("bid", happened.TopChanged.Bid), ("ask", happened.TopChanged.Ask)),
        EventKind.Applied => new Told("Applied", ("command", happened.Applied.Command), ("id", happened.Applied.Id)),
        _ => throw new InvalidOperationException($"An event of kind {happened.Kind}."),
    };

    private static Told OfTrade(in Trade trade)
    {
        bool buyCame = trade.AggressorSide == Side.Buy;
        (OrderState resting, OrderState aggressor) = buyCame ? (trade.Sell, trade.Buy) : (trade.Buy, trade.Sell);
        return new Told(
            "Trade", ("resting", resting.ClOrdId), ("aggressor", aggressor.ClOrdId), ("quantity", trade.Quantity),
            ("at", trade.Price),
            ("hours", trade.Instrument.IsBasket ? null : HoursOf(trade.Instrument.Window)),
            ("market", trade.Instrument.IsBasket ? null : trade.Instrument.Market),
            ("group", trade.Group), ("restingLeaves", resting.Leaves), ("aggressorLeaves", aggressor.Leaves));
    }

    private static (string, object?)[] OfOrder(OrderState order) =>
        [("id", order.ClOrdId), ("leaves", order.Leaves), ("cumulative", order.Cumulative), ("by", order.Participant)];

    private static (int, int) HoursOf(DeliveryWindow window) =>
        (window.StartHour - MarketUnderTest.FirstHour, window.EndHour - MarketUnderTest.FirstHour);

    private static string TextOf(object value) => value switch
    {
        decimal dollars => (dollars / 1.0000m).ToString("0.####", CultureInfo.InvariantCulture),
        Price price => TextOf(price.Dollars),
        Money money => TextOf(money.Dollars),
        PriceQuantity { Quantity: 0 } => "none",
        PriceQuantity top => $"{top.Quantity} at {TextOf(top.Price.Dollars)}",
        ParticipantId id => MarketUnderTest.NameOf(id),
        MarketId market => $"sku {market.Sku.Value} in region {market.Region.Value}",
        (int from, int to) => $"[{from}, {to})",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

/// <summary>Events in the order in which they happened.</summary>
internal sealed class ToldEvents(IReadOnlyList<Told> told)
{
    /// <summary>Asserts that exactly these happened, in this order; otherwise shows both lists and where they part.</summary>
    public void ShouldBe(params Told[] expected)
    {
        for (int i = 0; i < Math.Max(told.Count, expected.Length); i++)
            if (i >= told.Count || i >= expected.Length || !told[i].Fits(expected[i]))
                Assert.Fail($"Event {i + 1} differs.\nExpected:\n{Lines(expected, i)}Happened:\n{Lines(told, i)}");
    }

    private static string Lines(IReadOnlyList<Told> events, int marked)
    {
        IEnumerable<string> lines = events.Select((each, index) => $"{(index == marked ? "  > " : "    ")}{each}\n");
        return events.Count > marked ? string.Concat(lines) : string.Concat(lines) + "  > (nothing more)\n";
    }
}
