using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Risk;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>The rules that new orders, replaces and quotes share, each a question with a refusal for an answer.</summary>
internal sealed class OrderRules(OrderTable orders, EngineClock clock, SessionTable sessions, TradingSettings settings)
{
    /// <summary>What a killed participant may still enter.</summary>
    public ReduceOnlyRule ReduceOnly { get; } = new(orders);

    /// <summary>Whether the session of a command may speak for a participant.</summary>
    public Refusal SpeaksFor(SessionId session, Participant participant) =>
        session == SessionId.Engine || sessions[session]?.Participant == participant
            ? Refusal.None
            : new Refusal(RejectReason.NotPermitted, RejectField.Participant);

    /// <summary>Ids that begin as the hedger's do are its own.</summary>
    public Refusal MayUse(SessionId session, in ClOrdId id)
    {
        if (session == SessionId.Engine || !id.StartsWith(ReservedNames.HedgeOrderPrefix))
            return Refusal.None;
        return sessions[session]!.Name.StartsWith(ReservedNames.HedgeSessionPrefix)
            ? Refusal.None
            : new Refusal(RejectReason.NotPermitted, RejectField.ClOrdId);
    }

    public static Refusal Quantity(long quantity, long most, int lot) =>
        quantity > 0 && quantity <= most && quantity % lot == 0
            ? Refusal.None
            : new Refusal(RejectReason.InvalidQuantity, RejectField.OrderQty);

    public static Refusal Limit(long ticks, long tick, RejectField field) =>
        ticks > 0 && ticks <= Price.MaxTicks && ticks % tick == 0
            ? Refusal.None
            : new Refusal(RejectReason.InvalidPrice, field);

    /// <summary>Whether the order's value at its limit is within $100bn and the participant's own limit.</summary>
    /// <param name="participant">Whose.</param>
    /// <param name="limitTicks">The highest limit; 0 for a market order, which has none.</param>
    /// <param name="quantity">GPUs or lots.</param>
    /// <param name="hoursOrMultiplier">The window's hours, or the contract's multiplier.</param>
    /// <param name="isBasket">Whether the quantity is in lots.</param>
    public static Refusal Value(Participant participant, long limitTicks, long quantity, int hoursOrMultiplier, bool isBasket)
    {
        // Limit and quantity have been checked: their product is at most 10^9 ticks x 10^7 lots, only the next one may be longer.
        ulong high = Math.BigMul((ulong)(limitTicks * quantity), (ulong)hoursOrMultiplier, out ulong value);
        ref readonly SetPreTradeLimits own = ref participant.PreTradeLimits;
        int mostQuantity = isBasket ? own.MaxLots : own.MaxGpus;
        bool isOver = high != 0 || value > (ulong)Money.MaxOrderValue.Units
            || own.MaxValue.Units > 0 && value > (ulong)own.MaxValue.Units
            || mostQuantity > 0 && quantity > mostQuantity;
        return isOver ? new Refusal(RejectReason.LimitExceeded, RejectField.OrderQty) : Refusal.None;
    }

    public static Refusal Collar(in SetPriceCollar collar, long ticks, RejectField field) =>
        collar.Low.Ticks > 0 && ticks < collar.Low.Ticks || collar.High.Ticks > 0 && ticks > collar.High.Ticks
            ? new Refusal(RejectReason.PriceCollar, field)
            : Refusal.None;

    public Refusal Gate(EngineTime gate, RejectField field) =>
        clock.Now >= gate ? new Refusal(RejectReason.GateClosed, field) : Refusal.None;

    /// <summary>Whether there is room for more open orders. Who may only reduce has less, since each of its orders is weighed
    /// against all that are open.</summary>
    public Refusal OpenOrders(Participant participant, int more)
    {
        int most = settings.OrderCaps.OpenOrders;
        if (participant.MayReduce)
            most = Math.Min(most, Limits.MaxReducingOrders);
        return participant.Orders.Count + more > most ? new Refusal(RejectReason.TooManyOrders) : Refusal.None;
    }

    /// <summary>Whether one more complex buy may rest in a market.</summary>
    public Refusal ComplexOrders(Participant participant, Market market)
    {
        ComplexBook buys = market.ComplexBuys;
        int own = 0;
        for (int i = 0; i < buys.Count; i++)
            if (buys[i].Order.Owner == participant)
                own++;
        return buys.Count >= settings.OrderCaps.ComplexOrdersOfAll || own >= settings.OrderCaps.ComplexOrdersOfOne
            ? new Refusal(RejectReason.TooManyComplexOrders)
            : Refusal.None;
    }

    public bool IsHalted(Market market) => settings.IsHalted(market);

    public bool IsHalted(Basket basket) => settings.IsHalted(basket);

    /// <summary>The price grid of an order's instrument, in ticks of 0.0001 $.</summary>
    public static long TickOf(Order order) => order.Contract?.Basket.Tick ?? 1;
}
