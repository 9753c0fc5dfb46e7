using System.Text.Json.Nodes;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>Writes commands as lines of a scenario file (SPEC 8), so that whoever meets a failure can run it by hand.</summary>
internal sealed class ScenarioWriter
{
    /// <summary>The code of what no command has defined.</summary>
    public const string Unknown = "UNKNOWN";
    private readonly List<string> _skus = [];
    private readonly List<string> _regions = [];
    private readonly List<string> _participants = [];
    private readonly List<string> _baskets = [];
    private readonly List<string> _workloads = [];

    public static IEnumerable<string> Lines(IEnumerable<Command> commands)
    {
        ScenarioWriter writer = new();
        EngineTime written = default;
        foreach (Command command in commands)
        {
            if (command.Header.Time != written)
                yield return new JsonObject { ["do"] = "time", ["at"] = Time(command.Header.Time) }.ToJsonString();
            written = command.Header.Time;
            if (writer.Write(command) is { } line)
                yield return line.ToJsonString();
        }
    }

    private JsonObject? Write(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.DefineSku:
                DefineSku sku = command.DefineSku;
                return new JsonObject { ["do"] = "sku", ["sku"] = Add(_skus, sku.Code), ["lot"] = sku.Lot };
            case CommandKind.DefineRegion:
                return new JsonObject { ["do"] = "region", ["region"] = Add(_regions, command.DefineRegion.Code) };
            case CommandKind.DefineWorkload:
                // A scenario defines a workload by naming it in an order.
                Add(_workloads, command.DefineWorkload.Code);
                return null;
            case CommandKind.DefineMarket:
                JsonObject market = new() { ["do"] = "market", ["lead"] = command.DefineMarket.LeadHours };
                return Market(market, command.DefineMarket.Market);
            case CommandKind.DefineParticipant:
                string kind = command.DefineParticipant.Kind.ToString();
                JsonObject participant = new() { ["do"] = "participant" };
                participant["participant"] = Add(_participants, command.DefineParticipant.Code);
                participant["kind"] = char.ToLowerInvariant(kind[0]) + kind[1..];
                return participant;
            case CommandKind.DefineBasket:
                return Basket(command.DefineBasket);
            case CommandKind.SetCreditLine:
                SetCreditLine credit = command.SetCreditLine;
                return new JsonObject
                {
                    ["do"] = "credit",
                    ["from"] = Name(_participants, credit.From.Value),
                    ["to"] = Name(_participants, credit.To.Value),
                    ["limit"] = credit.Limit.Dollars,
                    ["addOn"] = (decimal)credit.AddOn / Limits.FullAddOn,
                };
            case CommandKind.Settle:
                return new JsonObject { ["do"] = "settle", ["through"] = Hour(command.Settle.ThroughHour) };
            case CommandKind.SetOrderCaps:
                SetOrderCaps caps = command.SetOrderCaps;
                return new JsonObject
                {
                    ["do"] = "caps",
                    ["openOrders"] = caps.OpenOrders,
                    ["complexOrdersOfOne"] = caps.ComplexOrdersOfOne,
                    ["complexOrdersOfAll"] = caps.ComplexOrdersOfAll,
                };
            case CommandKind.SetMarketMakerProtection:
                SetMarketMakerProtection protection = command.SetMarketMakerProtection;
                return new JsonObject
                {
                    ["do"] = "protection",
                    ["participant"] = Name(_participants, protection.Participant.Value),
                    ["basket"] = Name(_baskets, protection.Basket.Value),
                    ["fills"] = protection.Fills,
                    ["seconds"] = (decimal)protection.WindowNanos / EngineTime.NanosPerSecond,
                };
            default:
                return WriteOrder(command);
        }
    }

    private JsonObject? WriteOrder(in Command command) => command.Kind switch
    {
        CommandKind.SetKillSwitch => By(command.SetKillSwitch.On ? "kill" : "revive", command.SetKillSwitch.Participant),
        CommandKind.MassCancel => By("massCancel", command.MassCancel.Participant),
        CommandKind.CancelOrder => Cancel(command.CancelOrder),
        CommandKind.ReplaceOrder => Replace(command.ReplaceOrder),
        CommandKind.Quote => Quote(command.Quote),
        CommandKind.NewOrder => Order(command.NewOrder),
        _ => null,
    };

    private JsonObject Cancel(in CancelOrder cancel)
    {
        JsonObject line = By("cancel", cancel.Participant);
        line["orig"] = cancel.OrigClOrdId.ToString();
        return line;
    }

    private JsonObject Replace(in ReplaceOrder replace)
    {
        JsonObject line = By("replace", replace.Participant);
        line["clOrdId"] = replace.ClOrdId.ToString();
        line["orig"] = replace.OrigClOrdId.ToString();
        if (replace.Has(ReplacedTerms.Gpus))
            line["gpus"] = replace.Gpus;
        if (replace.Has(ReplacedTerms.Lots))
            line["lots"] = replace.Lots;
        if (replace.Has(ReplacedTerms.Price))
            line["price"] = Dollars(replace.LimitTicks);
        return line;
    }

    private JsonObject Quote(in Quote quote)
    {
        JsonObject line = By("quote", quote.Participant);
        line["quoteId"] = quote.QuoteId.ToString();
        line["basket"] = Name(_baskets, quote.Basket.Value);
        line["month"] = quote.Month.ToString();
        if (quote.HasBid)
            line["bid"] = new JsonObject { ["price"] = Dollars(quote.BidTicks), ["lots"] = quote.BidLots };
        if (quote.HasAsk)
            line["ask"] = new JsonObject { ["price"] = Dollars(quote.AskTicks), ["lots"] = quote.AskLots };
        return line;
    }

    private JsonObject Order(in NewOrder order)
    {
        JsonObject line = By("order", order.Participant);
        line["clOrdId"] = order.ClOrdId.ToString();
        line["side"] = order.Side == Side.Buy ? "buy" : "sell";
        WriteInstrument(line, order.Instrument);
        line[order.Instrument.IsBasket ? "lots" : "gpus"] = order.Quantity;
        if (order.Type == OrderType.Market)
            line["type"] = "market";
        if (order.Has(GivenTerms.Price))
            line["price"] = Dollars(order.LimitTicks);
        line["tif"] = order.TimeInForce switch
        {
            TimeInForce.GoodTillCancel => "GTC",
            TimeInForce.Day => "Day",
            TimeInForce.GoodTillDate => "GTD",
            TimeInForce.ImmediateOrCancel => "IOC",
            _ => "FOK",
        };
        if (order.SelfMatch != SelfMatchInstruction.CancelResting)
            line["stp"] = order.SelfMatch.ToString();
        WriteFlag(line, "allOrNone", order.AllOrNone);
        WriteFlag(line, "postOnly", order.PostOnly);
        WriteTerms(line, order);
        return line;
    }

    private void WriteTerms(JsonObject line, in NewOrder order)
    {
        WriteGiven(line, order, GivenTerms.MinQuantity, "minQty", order.MinQuantity);
        WriteGiven(line, order, GivenTerms.DisplayQuantity, "display", order.DisplayQuantity);
        WriteGiven(line, order, GivenTerms.Divisible, "divisible", order.Divisible);
        WriteGiven(line, order, GivenTerms.MaxParts, "maxParts", order.MaxParts);
        WriteGiven(line, order, GivenTerms.MinSlice, "minSlice", order.MinSlice);
        WriteGiven(line, order, GivenTerms.Step, "step", order.Step);
        if (order.Has(GivenTerms.LatestStart))
            line["latestStart"] = Hour(order.LatestStartHour);
        if (order.Has(GivenTerms.ExpireTime))
            line["expire"] = Time(order.ExpireTime);
        if (order.Workload.Value != 0)
            line["workload"] = Name(_workloads, order.Workload.Value);
        if (order.Supports.Count > 0)
            line["supports"] = new JsonArray(Name(_workloads, order.Supports[0].Value));
        if (order.Alternatives.Count == 0)
            return;
        JsonArray alternatives = [];
        for (int i = 0; i < order.Alternatives.Count; i++)
        {
            JsonObject alternative = new() { ["price"] = Dollars(order.Alternatives[i].LimitTicks) };
            alternatives.Add(Market(alternative, order.Alternatives[i].Market));
        }
        line["alternatives"] = alternatives;
    }

    private static void WriteGiven(JsonObject line, in NewOrder order, GivenTerms term, string field, long value)
    {
        if (order.Has(term))
            line[field] = value;
    }

    private static void WriteFlag(JsonObject line, string field, bool set)
    {
        if (set)
            line[field] = true;
    }

    private void WriteInstrument(JsonObject line, in Instrument instrument)
    {
        if (instrument.IsBasket)
        {
            line["basket"] = Name(_baskets, instrument.Basket.Value);
            line["month"] = instrument.Month.ToString();
            return;
        }
        Market(line, instrument.Market);
        line["start"] = Hour(instrument.Window.StartHour);
        line["hours"] = instrument.Window.Hours;
    }

    private JsonObject Basket(in DefineBasket basket)
    {
        JsonArray months = [];
        for (int i = basket.FirstMonth.Index; i < basket.FirstMonth.Index + Limits.MaxListedMonths; i++)
        {
            if (basket.Lists(new DeliveryMonth(i)))
                months.Add(new DeliveryMonth(i).ToString());
        }
        JsonArray constituents = [];
        for (int i = 0; i < basket.Constituents.Count; i++)
            constituents.Add(Market(new JsonObject { ["share"] = basket.Constituents[i].Share }, basket.Constituents[i].Market));
        return new JsonObject
        {
            ["do"] = "basket",
            ["basket"] = Add(_baskets, basket.Code),
            ["multiplier"] = basket.Multiplier,
            ["tick"] = Dollars(basket.Tick),
            ["months"] = months,
            ["constituents"] = constituents,
        };
    }

    private JsonObject By(string what, ParticipantId participant) =>
        new() { ["do"] = what, ["participant"] = Name(_participants, participant.Value) };

    private JsonObject Market(JsonObject line, MarketId market)
    {
        line["sku"] = Name(_skus, market.Sku.Value);
        line["region"] = Name(_regions, market.Region.Value);
        return line;
    }

    private static string Add(List<string> codes, Code code)
    {
        if (!codes.Contains(code.ToString()))
            codes.Add(code.ToString());
        return code.ToString();
    }

    private static string Name(List<string> codes, int id) => id >= 1 && id <= codes.Count ? codes[id - 1] : Unknown;

    private static decimal Dollars(long ticks) => ticks == Price.OffTick ? 0.00001m : (decimal)ticks / Price.TicksPerDollar;

    private static string Hour(long hour) => Time(EngineTime.FromHour(hour));

    private static string Time(EngineTime time) =>
        DateTimeOffset.UnixEpoch.AddTicks(time.Nanos / 100).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ");
}
