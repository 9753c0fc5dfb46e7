using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Begins to fetch what commands to come will look at, while others are carried out: with many open orders most of a
/// command's time is otherwise spent waiting for memory, one look after the other.</summary>
/// <remarks>It reads only and decides nothing, so it makes no difference to any event whether it is asked, or of what. Each step on
/// the way to an order, and to whom it will meet, tells where the next one has to look: so a command is looked at five times, one step
/// at a time.</remarks>
internal sealed class Foresight(OrderTable table, ReferenceData reference, OrderDirectory directory)
{
    /// <summary>How many commands before its turn one is to be looked at first.</summary>
    public const int Distance = 5;

    /// <summary>How many commands are on their way, a power of two: the first step begins one, the last ends it.</summary>
    private const int Kept = Distance - 1;

    /// <summary>A credit line or an exposure, and what it made as it was made: its schedule, with room for a month's changes.</summary>
    private const int ScheduleBytes = 12 * Prefetch.LineBytes;

    private readonly Glance[] _glances = new Glance[Kept];
    private int _begun;

    /// <summary>Looks at a command that is so far off, and goes a step on with those looked at before.</summary>
    public void Look(in Command coming)
    {
        Step();
        if (coming.Kind == CommandKind.NewOrder)
            LookAtBucket(coming.NewOrder);
        else if (coming.Kind == CommandKind.CancelOrder)
            LookAtBucket(coming.CancelOrder);
    }

    /// <summary>Goes a step on with the commands looked at before.</summary>
    public void Step()
    {
        LookAtParties(Begun(3));
        LookAtFirst(ref Begun(2));
        LookAtLevels(ref Begun(1));
        LookAtOrder(ref Begun(0));
        _begun = (_begun + 1) & (Kept - 1);
        Begun(0) = default;
    }

    /// <summary>The command begun so many before the last.</summary>
    private ref Glance Begun(int before) => ref _glances[(_begun - before) & (Kept - 1)];

    private void LookAtBucket(in NewOrder order)
    {
        if (reference.Participants[order.Participant.Value] is not { } owner)
            return;
        ref Glance begun = ref Begun(0);
        LookAtBucket(ref begun, owner, order.ClOrdId);
        begun.Book = order.Instrument.IsBasket
            ? reference.Baskets[order.Instrument.Basket.Value]?.Book(order.Instrument.Month)
            : reference.FindMarket(order.Instrument.Market)?.Exact.Peek(order.Instrument.Window);
        begun.Owner = owner;
        begun.Side = order.Side;
        begun.LimitTicks = unchecked((int)order.LimitTicks);
        if (begun.Book is { } book)
            Prefetch.Object(book);
    }

    private void LookAtBucket(in CancelOrder cancel)
    {
        if (reference.Participants[cancel.Participant.Value] is { } owner)
            LookAtBucket(ref Begun(0), owner, cancel.OrigClOrdId);
    }

    private void LookAtBucket(ref Glance begun, Participant owner, in ClOrdId id)
    {
        begun.HasId = true;
        begun.Hash = directory.HashOf(owner, id);
        directory.ForeseeBucket(begun.Hash);
    }

    private void LookAtOrder(ref Glance glance)
    {
        glance.Book?.Foresee();
        if (glance.HasId && (glance.Order = directory.FirstOf(glance.Hash)) != 0)
            table.ForeseeRow(glance.Order);
    }

    private void LookAtLevels(ref Glance glance)
    {
        if (glance.Book is { } entered)
        {
            entered.On(glance.Side).ForeseeLevels();
            LookAtBest(ref glance, entered.Opposite(glance.Side));
            return;
        }
        if (glance.Order == 0)
            return;
        ref readonly OrderRow order = ref table.Row(glance.Order);
        OrderBook? book = order.IsBasket ? table.ContractOf(order) : table.BookOf(order);
        book?.On(order.Side).ForeseeLevelOf(order);
        if (order.MayEndAlone)
            Prefetch.Object(table.Order(order.Number));
    }

    /// <summary>Who trades a forward looks at far more than who comes to rest.</summary>
    private static void LookAtBest(ref Glance glance, BookSide opposite)
    {
        glance.Meets = glance.Book is ForwardBook && opposite.IsReachedBy(glance.LimitTicks);
        if (glance.Meets)
            opposite.ForeseeBest();
    }

    private void LookAtFirst(ref Glance glance)
    {
        if (!glance.Meets)
            return;
        glance.Order = glance.Book!.Opposite(glance.Side).FirstNumber;
        table.ForeseeRow(glance.Order);
        table.ForeseeOrder(glance.Order);
    }

    private void LookAtParties(in Glance glance)
    {
        if (!glance.Meets)
            return;
        ref readonly OrderRow first = ref table.Row(glance.Order);
        if (!first.IsOpen || first.IsBasket)
            return;
        Participant owner = glance.Owner!, other = table.OwnerOf(first);
        Market market = table.MarketOf(first);
        ForeseeSchedule(owner.LineTo(other));
        ForeseeSchedule(other.LineTo(owner));
        ForeseeSchedule(market.ExposureOf(owner));
        ForeseeSchedule(market.ExposureOf(other));
    }

    private static void ForeseeSchedule(object? holder)
    {
        for (int offset = 0; holder is not null && offset < ScheduleBytes; offset += Prefetch.LineBytes)
            Prefetch.Object(holder, offset);
    }

    /// <summary>How far the look at a command has come.</summary>
    private struct Glance
    {
        public bool HasId;
        public bool Meets;
        public Side Side;
        public int LimitTicks;
        public int Hash;
        public int Order;
        public OrderBook? Book;
        public Participant? Owner;
    }
}
