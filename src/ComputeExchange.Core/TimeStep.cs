using ComputeExchange.Core.Books;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>What the passing of time does, before the command that brought it: orders expire in entry order, ended months
/// are settled, delivered hours leave the exposures, graces end.</summary>
internal sealed class TimeStep(
    EngineClock clock, OrderStore store, OrderLifecycle lifecycle, ReferenceData reference, PositionLedger positions,
    SessionEntry sessions, EventWriter events)
{
    private readonly List<Order> _due = [];

    /// <summary>No later than the end of the hour that engine time is in: until then nothing ends on the hour.</summary>
    private EngineTime _hourEnd;

    public EngineTime NextDeadline
    {
        get
        {
            EngineTime next = store.NextDeadline;
            EngineTime grace = sessions.NextDeadline;
            EngineTime hour = EngineTime.FromHour(clock.Now.Hour + 1L);
            next = grace < next ? grace : next;
            return hour < next ? hour : next;
        }
    }

    public void MoveTo(EngineTime time)
    {
        if (time <= clock.Now)
            return;
        EngineTime from = clock.Now;
        clock.Now = time;
        if (time >= _hourEnd || time >= store.NextDeadline || time >= sessions.NextDeadline)
            Pass(from, time);
    }

    private void Pass(EngineTime from, EngineTime time)
    {
        int fromHour = from.Hour;
        _hourEnd = EngineTime.FromHour(time.Hour + 1L);
        bool isAnotherHour = time.Hour != fromHour;
        if (isAnotherHour || store.NextDeadline <= time)
            Expire(time, isAnotherHour);
        if (isAnotherHour)
            PassHours(fromHour, time.Hour);
        if (sessions.NextDeadline <= time)
            sessions.EndGraces();
    }

    /// <summary>Expires what is due, in entry order. Gates lie on the hour: whole books are due only when another has begun.</summary>
    private void Expire(EngineTime time, bool isAnotherHour)
    {
        _due.Clear();
        if (isAnotherHour)
            TakeGated(time);
        store.TakeDue(time, _due);
        foreach (Order order in _due)
            lifecycle.Expire(order);
    }

    private void TakeGated(EngineTime time)
    {
        for (int i = 0; i < reference.Markets.Count; i++)
            reference.Markets[i].TakeGated(time, _due);
        for (int id = 1; id <= reference.Baskets.Count; id++)
            reference.Baskets[id]!.TakeGated(time, _due);
    }

    private void PassHours(int fromHour, int toHour)
    {
        SettleEndedMonths();
        positions.Deliver(toHour);
        events.HourPassed(fromHour, toHour);
    }

    private void SettleEndedMonths()
    {
        for (int id = 1; id <= reference.Baskets.Count; id++)
        {
            Basket basket = reference.Baskets[id]!;
            for (int i = 0; i < basket.Books.Count; i++)
            {
                BasketBook book = basket.Books[i];
                if (book.IsSettled || clock.Now < book.Gate || basket.Index.SettlementPrice(book.Month) is not { } price)
                    continue;
                book.IsSettled = true;
                positions.Settle(book, price, reference, events);
            }
        }
    }
}
