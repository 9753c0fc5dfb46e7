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
        int fromHour = clock.Now.Hour;
        clock.Now = time;
        if (store.NextDeadline <= time)
            Expire(time);
        if (time.Hour != fromHour)
            PassHours(fromHour, time.Hour);
        if (sessions.NextDeadline <= time)
            sessions.EndGraces();
    }

    private void Expire(EngineTime time)
    {
        _due.Clear();
        store.TakeDue(time, _due);
        foreach (Order order in _due)
            lifecycle.Expire(order);
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
                positions.Settle(book, price, reference.Participants.Count, events);
            }
        }
    }
}
