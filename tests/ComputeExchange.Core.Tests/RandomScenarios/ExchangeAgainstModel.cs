using System.Text;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Runs one scenario through an exchange and through the model, and finds where they first part.</summary>
internal static class ExchangeAgainstModel
{
    /// <summary>Commands between two looks at the tops and at all open orders.</summary>
    private const int CommandsBetweenLooks = 7;

    /// <summary>The first difference as text; null when there is none.</summary>
    public static string? FirstDifference(Scenario scenario, IExchangeUnderTest exchange)
    {
        ModelUnderTest model = new();
        List<Event> happened = [];
        List<Event> wanted = [];
        for (int i = 0; i < scenario.Commands.Count; i++)
        {
            Command command = scenario.Commands[i];
            happened.Clear();
            string? thrown = Thrown(exchange, command, happened);
            string actual = thrown ?? Text(happened);
            wanted.Clear();
            model.Apply(command, wanted);
            string expected = Text(wanted);
            if (actual == expected && i % CommandsBetweenLooks == 0)
            {
                Instrument asked = Asked(scenario, i);
                ParticipantId asker = new((ushort)(1 + i % 4));
                expected = Tops(model.Top(asker, asked, out TopOfBook modelTop), modelTop)
                    + Opens(model.OpenOrders());
                actual = Tops(exchange.Top(asker, asked, out TopOfBook top), top) + Opens(exchange.OpenOrders());
            }
            if (actual != expected)
                return $"after command {i + 1}, {scenario.LineOf(i)}\nthe model says\n{expected}\nthe exchange says\n{actual}";
        }
        return null;
    }

    /// <summary>What the exchange threw, which no scenario may make it do; null when it went well.</summary>
    public static string? Thrown(IExchangeUnderTest exchange, in Command command, List<Event> into)
    {
        try
        {
            exchange.Apply(command, into);
            return null;
        }
        catch (Exception thrown)
        {
            return thrown.ToString();
        }
    }

    /// <summary>The instrument of the last order until then, so that there is something to see.</summary>
    private static Instrument Asked(Scenario scenario, int index)
    {
        for (int i = index; i >= 0; i--)
        {
            if (scenario.Commands[i].Kind == CommandKind.NewOrder)
                return scenario.Commands[i].NewOrder.Instrument;
        }
        return Instrument.Future(new BasketId(1), DeliveryMonth.Of(2026, 8));
    }

    /// <summary>Order events, a line each; others are left out.</summary>
    public static string Text(List<Event> events)
    {
        StringBuilder text = new();
        foreach (Event happened in events)
            Append(text, happened);
        return text.ToString();
    }

    private static void Append(StringBuilder text, in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.New:
                text.AppendLine($"new {Text(happened.Accepted.Order)}");
                break;
            case EventKind.Trade:
                Trade trade = happened.Trade;
                text.AppendLine($"trade group {trade.Group}, {trade.Quantity} at {trade.Price} of {Text(trade.Instrument)},"
                    + $" aggressor {trade.AggressorSide}, buy {Text(trade.Buy)}, sell {Text(trade.Sell)}");
                break;
            case EventKind.Replaced:
                text.AppendLine($"replaced {happened.Replaced.OrigClOrdId} by {Text(happened.Replaced.Order)}");
                break;
            case EventKind.Cancelled:
                OrderCancelled cancelled = happened.Cancelled;
                text.AppendLine($"cancelled {cancelled.OrigClOrdId} {Text(cancelled.Order)}, {cancelled.Reason}");
                break;
            case EventKind.Expired:
                text.AppendLine($"expired {Text(happened.Expired.Order)}, {happened.Expired.Reason}");
                break;
            case EventKind.Rejected:
                Rejected rejected = happened.Rejected;
                text.AppendLine($"rejected {rejected.Command} of {rejected.Participant.Value} {rejected.ClOrdId}:"
                    + $" {rejected.Reason}");
                break;
        }
    }

    private static string Text(in OrderState order) =>
        $"{order.Participant.Value}/{order.ClOrdId} #{order.Entry} {order.Side} {Text(order.Instrument)} limit {order.Limit}"
        + $" leaves {order.Leaves} cumulative {order.Cumulative}";

    private static string Text(in Instrument instrument) => instrument.IsBasket
        ? $"basket {instrument.Basket.Value} {instrument.Month}"
        : $"{instrument.Market.Sku.Value}/{instrument.Market.Region.Value}"
            + $" [{instrument.Window.StartHour}, {instrument.Window.EndHour})";

    private static string Tops(RejectReason refused, in TopOfBook top) => refused != RejectReason.None
        ? $"top refused: {refused}\n"
        : $"best {Text(top.BestBid)} {Text(top.BestAsk)}, dealable {Text(top.DealableBid)} {Text(top.DealableAsk)}\n";

    private static string Text(in PriceQuantity level) => level.Quantity == 0 ? "none" : $"{level.Quantity} at {level.Price}";

    private static string Opens(IEnumerable<OpenOrderView> orders)
    {
        StringBuilder text = new();
        foreach (OpenOrderView order in orders)
        {
            text.Append($"open {Text(order.State)}");
            foreach ((DeliveryWindow window, long gpus) in order.Profile)
                text.Append($" [{window.StartHour}, {window.EndHour}) {gpus}");
            text.AppendLine();
        }
        return text.ToString();
    }
}
