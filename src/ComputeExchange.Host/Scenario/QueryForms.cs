using System.Text.Json;
using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The lines that ask and change nothing: top, orders.</summary>
internal sealed class QueryForms(ScenarioMarket market, OutputLines output)
{
    /// <summary>The top of a book as a participant sees it.</summary>
    public void Top(JsonFields line)
    {
        Subject subject = new(line.Get("participant"u8).Code());
        Instrument instrument = market.Instrument(line);
        line.RequireNoOthers();
        RejectReason refused = market.Exchange.Top(market.Participant(subject.Participant), instrument, out TopOfBook top);
        if (refused != RejectReason.None)
        {
            output.WriteRejected(subject, refused);
            return;
        }
        output.Begin("top"u8);
        output.Write("participant"u8, subject.Participant);
        output.Write("bestBid"u8, top.BestBid);
        output.Write("bestAsk"u8, top.BestAsk);
        output.Write("dealableBid"u8, top.DealableBid);
        output.Write("dealableAsk"u8, top.DealableAsk);
        output.End();
    }

    /// <summary>Every open order, in entry order.</summary>
    public void Orders(JsonFields line)
    {
        line.RequireNoOthers();
        foreach (OpenOrder open in market.Exchange.OpenOrders())
            PrintOpen(open);
    }

    private void PrintOpen(in OpenOrder open)
    {
        OrderState order = open.State;
        Utf8JsonWriter writer = output.Begin("open"u8);
        output.Write("participant"u8, market.Codes.Participants.CodeOf(order.Participant.Value));
        output.Write("clOrdId"u8, order.ClOrdId);
        writer.WriteString("side"u8, order.Side == Side.Buy ? "buy"u8 : "sell"u8);
        output.Write("price"u8, order.Limit);
        writer.WriteNumber("leaves"u8, order.Leaves);
        if (open.Profile.Count > 0)
            PrintProfile(writer, open.Profile);
        output.End();
    }

    private void PrintProfile(Utf8JsonWriter writer, IReadOnlyList<ProfileRun> profile)
    {
        writer.WriteStartArray("profile"u8);
        foreach (ProfileRun run in profile)
        {
            writer.WriteStartArray();
            output.WriteHourValue(run.StartHour);
            writer.WriteNumberValue(run.Hours);
            writer.WriteNumberValue(run.Gpus);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
