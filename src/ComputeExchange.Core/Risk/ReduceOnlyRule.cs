// What a killed participant may still enter when its kill switch leaves reducing orders allowed. The rule looks at one
// contract, or one market hour by hour, and at nothing else: no netting of a hedge with what it hedges, no prices, no ratios.
// The switch cancels everything as it goes on, so every open order of such a participant has passed here; therefore no fill
// can ever take a position further from nil, or past it, in whatever order the fills come.

using ComputeExchange.Core.Books;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Risk;

/// <summary>Which orders only reduce what their participant holds, all of its open orders counted as if they filled.</summary>
internal sealed class ReduceOnlyRule(OrderTable orders)
{
    /// <summary>By how much the room of each hour of a window differs from that of the hour before.</summary>
    private long[] _steps = [];

    /// <summary>Whether a new order of a killed participant may enter all the same.</summary>
    /// <param name="participant">Whose; its kill switch is on.</param>
    /// <param name="order">The order; only its instrument is known to exist.</param>
    /// <param name="market">Its market, of a forward.</param>
    /// <param name="contract">Its contract, of a basket future.</param>
    public bool Allows(Participant participant, in NewOrder order, Market? market, BasketBook? contract)
    {
        if (!participant.MayReduce || order.ClOrdId.StartsWith(ReservedNames.HedgeOrderPrefix))
            return false;
        if (contract is not null)
            return order.Quantity <= RoomIn(contract, participant, order.Side);
        bool hasOneWindow = order.AlternativesInPlace.Count == 0 && new OrderShape(order).StartCount <= 1;
        return hasOneWindow && order.Instrument.Window.IsValid
            && order.Quantity <= RoomIn(market!, participant, order.Side, order.Instrument.Window);
    }

    /// <summary>Whether an open order of a killed participant may have a new total: less always, more as a new order of what is
    /// added might.</summary>
    public bool Allows(Order order, long total)
    {
        if (!order.Owner.MayReduce || total <= order.Quantity)
            return order.Owner.MayReduce;
        long room = order.Contract is { } contract
            ? RoomIn(contract, order.Owner, order.Side)
            : RoomIn(order.Market!, order.Owner, order.Side, order.Window);
        return total - order.Quantity <= room;
    }

    /// <summary>Lots that one side of a contract may still take before the position would be nil.</summary>
    private long RoomIn(BasketBook contract, Participant participant, Side side)
    {
        long lots = contract.PositionOf(participant.Id.Value).Lots;
        long room = side == Side.Sell ? lots : -lots;
        for (Order? open = orders.FirstOf(participant); open is not null; open = open.NextOfOwner)
            if (open.Contract == contract && open.Side == side)
                room -= open.Leaves;
        return room;
    }

    /// <summary>GPUs that one side of a market may still take before the exposure of some hour of a window would be nil.</summary>
    private long RoomIn(Market market, Participant participant, Side side, DeliveryWindow window)
    {
        if (!participant.IsDealer || market.ExposureOf(participant) is not { Gpus: { } held })
            return 0;
        Span<long> steps = StepsOf(window);
        int sign = side == Side.Sell ? 1 : -1;
        Add(steps, window, held.PassedTo, window.EndHour, sign * (long)held.Current);
        for (int i = 0; i < held.ChangeCount; i++)
            Add(steps, window, held.HourAt(i), window.EndHour, sign * (long)held.ChangeAt(i));
        for (Order? open = orders.FirstOf(participant); open is not null; open = open.NextOfOwner)
            if (open.Market == market && open.Side == side)
                AddOpen(steps, window, open);
        return Least(steps);
    }

    private static void AddOpen(Span<long> steps, DeliveryWindow window, Order open)
    {
        if (open.Terms is not { Profile: { } profile })
        {
            Add(steps, window, open.Window.StartHour, open.Window.EndHour, -open.Leaves);
            return;
        }
        for (int run = 0; run < profile.RunCount; run++)
            Add(steps, window, profile.RunAt(run).StartHour, profile.RunAt(run).EndHour, -profile.GpusAt(run));
    }

    /// <summary>Adds an amount to the hours from one to another that lie in the window.</summary>
    private static void Add(Span<long> steps, DeliveryWindow window, int fromHour, int toHour, long amount)
    {
        int from = Math.Max(fromHour, window.StartHour), to = Math.Min(toHour, window.EndHour);
        if (from >= to)
            return;
        steps[from - window.StartHour] += amount;
        if (to < window.EndHour)
            steps[to - window.StartHour] -= amount;
    }

    private static long Least(ReadOnlySpan<long> steps)
    {
        long room = 0, least = long.MaxValue;
        foreach (long step in steps)
        {
            room += step;
            least = Math.Min(least, room);
        }
        return least;
    }

    private Span<long> StepsOf(DeliveryWindow window)
    {
        if (_steps.Length < window.Hours)
            _steps = new long[window.Hours];
        Span<long> steps = _steps.AsSpan(0, window.Hours);
        steps.Clear();
        return steps;
    }
}
