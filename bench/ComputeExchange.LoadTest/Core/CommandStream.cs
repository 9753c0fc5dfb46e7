using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>Turns the messages of a workload into the commands that sessions send: numbered requests with hashed bodies.</summary>
internal sealed class CommandStream(Workload workload)
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private readonly long[] _requests = new long[WorkloadMarket.Participants + 1];

    /// <summary>The next command.</summary>
    public Command Next(in BookMessage message)
    {
        ParticipantId participant = WorkloadMarket.OwnerOf(message.OrderId);
        long request = ++_requests[participant.Value];
        CommandHeader header = new()
        {
            Time = WorkloadMarket.Start,
            Session = new SessionId(participant.Value),
            RequestNumber = request,
            BodyHash = unchecked((ulong)request * Spread),
        };
        return message.Action == BookAction.Cancel
            ? Command.Of(header, new CancelOrder { Participant = participant, OrigClOrdId = OrderIds.Of(message.OrderId) })
            : Command.Of(header, OrderOf(message, participant));
    }

    private NewOrder OrderOf(in BookMessage message, ParticipantId participant)
    {
        NewOrder order = new()
        {
            Participant = participant,
            ClOrdId = OrderIds.Of(message.OrderId),
            Instrument = WorkloadMarket.InstrumentOf(message.Book, workload.IsForward),
            Side = message.IsBuy ? Side.Buy : Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = message.Action == BookAction.Add ? TimeInForce.GoodTillCancel : TimeInForce.ImmediateOrCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = message.Quantity,
            LimitTicks = message.Price,
        };
        return message.Form switch
        {
            OrderForm.Divisible => order with { Given = GivenTerms.Price | GivenTerms.Divisible, Divisible = 4 },
            OrderForm.Assembled => order with
            {
                Given = GivenTerms.Price | GivenTerms.MaxParts | GivenTerms.MinSlice,
                MaxParts = 3,
                MinSlice = 4,
            },
            OrderForm.Flexible => order with
            {
                Given = GivenTerms.Price | GivenTerms.LatestStart,
                LatestStartHour = order.Instrument.Window.StartHour + 6,
            },
            _ => order,
        };
    }
}
