using System.Text.Json.Nodes;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>Prints events in the form of SPEC 8.</summary>
internal sealed class ScenarioPrinter(ScenarioReader codes)
{
    /// <summary>An event as JSON; null for one that a scenario does not print.</summary>
    public JsonObject? Print(in Event happened, string? namedParticipant) => happened.Kind switch
    {
        EventKind.New => Order("new", happened.Accepted.Order),
        EventKind.Trade => Trade(happened.Trade),
        EventKind.Replaced => With(Order("replaced", happened.Replaced.Order), "orig", happened.Replaced.OrigClOrdId.ToString()),
        EventKind.Cancelled => With(Order("cancelled", happened.Cancelled.Order), "reason", happened.Cancelled.Reason.ToString()),
        EventKind.Expired => With(Order("expired", happened.Expired.Order), "reason", happened.Expired.Reason.ToString()),
        EventKind.Rejected => Rejected(happened.Rejected, namedParticipant),
        _ => null,
    };

    public static JsonObject Rejected(string? participant, RejectReason reason)
    {
        JsonObject rejected = new() { ["event"] = "rejected" };
        if (participant is not null)
            rejected["participant"] = participant;
        return With(rejected, "reason", reason.ToString());
    }

    public static JsonObject Top(string participant, in TopOfBook top) => new()
    {
        ["event"] = "top",
        ["participant"] = participant,
        ["bestBid"] = Level(top.BestBid),
        ["bestAsk"] = Level(top.BestAsk),
        ["dealableBid"] = Level(top.DealableBid),
        ["dealableAsk"] = Level(top.DealableAsk),
    };

    public JsonObject Open(in OrderState state, IReadOnlyList<(DeliveryWindow Window, long Gpus)> profile)
    {
        JsonObject open = new()
        {
            ["event"] = "open",
            ["participant"] = codes.ParticipantOf(state.Participant),
            ["clOrdId"] = state.ClOrdId.ToString(),
            ["side"] = state.Side == Side.Buy ? "buy" : "sell",
            ["price"] = state.Limit.Dollars,
            ["leaves"] = state.Leaves,
        };
        if (profile.Count > 0)
        {
            open["profile"] = new JsonArray([.. profile.Select(run =>
                new JsonArray(Time(run.Window.StartHour), run.Window.Hours, run.Gpus))]);
        }
        return open;
    }

    private static JsonObject Rejected(in Rejected rejected, string? namedParticipant)
    {
        JsonObject json = Rejected(namedParticipant, rejected.Reason);
        return rejected.ClOrdId.Length == 0 ? json : With(json, "clOrdId", rejected.ClOrdId.ToString());
    }

    private JsonObject Order(string kind, in OrderState order) => new()
    {
        ["event"] = kind,
        ["participant"] = codes.ParticipantOf(order.Participant),
        ["clOrdId"] = order.ClOrdId.ToString(),
        ["leaves"] = order.Leaves,
    };

    private JsonObject Trade(in Trade trade)
    {
        JsonObject json = new()
        {
            ["event"] = "trade",
            ["group"] = trade.Group,
            ["buyer"] = codes.ParticipantOf(trade.Buy.Participant),
            ["buyOrder"] = trade.Buy.ClOrdId.ToString(),
            ["seller"] = codes.ParticipantOf(trade.Sell.Participant),
            ["sellOrder"] = trade.Sell.ClOrdId.ToString(),
            ["price"] = trade.Price.Dollars,
        };
        if (trade.Instrument.IsBasket)
        {
            json["basket"] = codes.BasketOf(trade.Instrument.Basket);
            json["month"] = trade.Instrument.Month.ToString();
            json["lots"] = trade.Quantity;
            return json;
        }
        json["sku"] = codes.SkuOf(trade.Instrument.Market.Sku);
        json["region"] = codes.RegionOf(trade.Instrument.Market.Region);
        json["start"] = Time(trade.Instrument.Window.StartHour);
        json["hours"] = trade.Instrument.Window.Hours;
        json["gpus"] = trade.Quantity;
        return json;
    }

    private static JsonObject? Level(in PriceQuantity level) =>
        level.Quantity == 0 ? null : new JsonObject { ["price"] = level.Price.Dollars, ["quantity"] = level.Quantity };

    private static JsonObject With(JsonObject json, string field, string value)
    {
        json[field] = value;
        return json;
    }

    private static string Time(int hour) =>
        DateTimeOffset.UnixEpoch.AddTicks(EngineTime.FromHour(hour).Nanos / 100).ToString("yyyy-MM-ddTHH:mm:ssZ");
}
