using ComputeExchange.Messages;

namespace ComputeExchange.Client;

/// <summary>Orders with the usual attributes; change what is unusual with `with`.</summary>
public static class Order
{
    /// <summary>A limit buy that stays until it is cancelled.</summary>
    /// <param name="instrument">The window or the contract.</param>
    /// <param name="quantity">GPUs or lots.</param>
    /// <param name="price">US dollars per GPU-hour, a multiple of 0.0001.</param>
    /// <param name="clOrdId">1 to 20 printable ASCII characters, unique among the participant's open orders.</param>
    public static NewOrder Buy(Instrument instrument, long quantity, decimal price, string clOrdId) =>
        Limit(Side.Buy, instrument, quantity, price, clOrdId);

    /// <summary>A limit sell that stays until it is cancelled.</summary>
    /// <param name="instrument">The window or the contract.</param>
    /// <param name="quantity">GPUs or lots.</param>
    /// <param name="price">US dollars per GPU-hour, a multiple of 0.0001.</param>
    /// <param name="clOrdId">1 to 20 printable ASCII characters, unique among the participant's open orders.</param>
    public static NewOrder Sell(Instrument instrument, long quantity, decimal price, string clOrdId) =>
        Limit(Side.Sell, instrument, quantity, price, clOrdId);

    /// <summary>What an order that leaves its choices open means.</summary>
    internal static NewOrder Completed(in NewOrder order, ParticipantId own) => order with
    {
        Participant = order.Participant.Value == 0 ? own : order.Participant,
        Type = order.Type == 0 ? OrderType.Limit : order.Type,
        TimeInForce = order.TimeInForce == 0 ? TimeInForce.GoodTillCancel : order.TimeInForce,
        SelfMatch = order.SelfMatch == 0 ? SelfMatchInstruction.CancelResting : order.SelfMatch,
    };

    private static NewOrder Limit(Side side, Instrument instrument, long quantity, decimal price, string clOrdId) => new()
    {
        ClOrdId = ClOrdId.Parse(clOrdId),
        Instrument = instrument,
        Side = side,
        Type = OrderType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
        SelfMatch = SelfMatchInstruction.CancelResting,
        Quantity = quantity,
        LimitTicks = Price.FromDollars(price).Ticks,
        Given = GivenTerms.Price,
    };
}
