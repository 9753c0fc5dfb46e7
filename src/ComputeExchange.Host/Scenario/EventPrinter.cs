using System.Text.Json;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>Prints the engine's events in the forms of docs/SCENARIOS.md, in the order in which they happen.</summary>
/// <remarks>Settlements of positions, passing hours and changed tops print nothing: no line asked for them.</remarks>
internal sealed class EventPrinter : IEventSink
{
    private readonly OutputLines _output;
    private readonly ScenarioCodes _codes;

    /// <summary>A printer.</summary>
    public EventPrinter(OutputLines output, ScenarioCodes codes)
    {
        _output = output;
        _codes = codes;
    }

    /// <summary>Whom and what the line that is being carried out is about.</summary>
    public Subject Subject { get; set; }

    /// <summary>The id that the engine gave to what was defined last; 0 if it gave none.</summary>
    public ushort DefinedId { get; set; }

    /// <inheritdoc/>
    public void On(in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.New:
                PrintNew(happened.Accepted);
                break;
            case EventKind.Trade:
                PrintTrade(happened.Trade);
                break;
            case EventKind.Replaced:
                PrintReplaced(happened.Replaced);
                break;
            case EventKind.Cancelled:
                PrintEnded("cancelled"u8, happened.Cancelled.Order, EnumName.Of(happened.Cancelled.Reason));
                break;
            case EventKind.Expired:
                PrintEnded("expired"u8, happened.Expired.Order, EnumName.Of(happened.Expired.Reason));
                break;
            case EventKind.Rejected:
                _output.WriteRejected(Subject, happened.Rejected.Reason);
                break;
            case EventKind.Applied:
                DefinedId = happened.Applied.Id;
                break;
        }
    }

    private void PrintNew(in OrderAccepted accepted)
    {
        Utf8JsonWriter writer = _output.Begin("new"u8);
        PrintId(accepted.Order);
        writer.WriteNumber("leaves"u8, accepted.Order.Leaves);
        _output.End();
    }

    private void PrintTrade(in Trade trade)
    {
        Utf8JsonWriter writer = _output.Begin("trade"u8);
        writer.WriteNumber("group"u8, trade.Group);
        _output.Write("buyer"u8, _codes.Participants.CodeOf(trade.Buy.Participant.Value));
        _output.Write("buyOrder"u8, trade.Buy.ClOrdId);
        _output.Write("seller"u8, _codes.Participants.CodeOf(trade.Sell.Participant.Value));
        _output.Write("sellOrder"u8, trade.Sell.ClOrdId);
        Instrument instrument = trade.Instrument;
        if (instrument.IsBasket)
        {
            _output.Write("basket"u8, _codes.Baskets.CodeOf(instrument.Basket.Value));
            _output.Write("month"u8, instrument.Month);
            writer.WriteNumber("lots"u8, trade.Quantity);
        }
        else
        {
            _output.Write("sku"u8, _codes.Skus.CodeOf(instrument.Market.Sku.Value));
            _output.Write("region"u8, _codes.Regions.CodeOf(instrument.Market.Region.Value));
            _output.WriteHour("start"u8, instrument.Window.StartHour);
            writer.WriteNumber("hours"u8, instrument.Window.Hours);
            writer.WriteNumber("gpus"u8, trade.Quantity);
        }
        _output.Write("price"u8, trade.Price);
        _output.End();
    }

    private void PrintReplaced(in OrderReplaced replaced)
    {
        Utf8JsonWriter writer = _output.Begin("replaced"u8);
        PrintId(replaced.Order);
        _output.Write("orig"u8, replaced.OrigClOrdId);
        writer.WriteNumber("leaves"u8, replaced.Order.Leaves);
        _output.End();
    }

    private void PrintEnded(ReadOnlySpan<byte> how, in OrderState order, JsonEncodedText reason)
    {
        Utf8JsonWriter writer = _output.Begin(how);
        PrintId(order);
        writer.WriteNumber("leaves"u8, order.Leaves);
        writer.WriteString("reason"u8, reason);
        _output.End();
    }

    private void PrintId(in OrderState order)
    {
        _output.Write("participant"u8, _codes.Participants.CodeOf(order.Participant.Value));
        _output.Write("clOrdId"u8, order.ClOrdId);
    }
}
