// What others may know of the state between two commands: a session's streams, open orders and positions in pages. It only
// reads, so that asking, which is not journaled, never makes a difference to a replay.

using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Where a session stands.</summary>
/// <param name="Participant">Whose it is.</param>
/// <param name="LastRequest">The last request applied.</param>
/// <param name="LastReport">The last report numbered.</param>
/// <param name="IsConnected">Whether a client is connected.</param>
public readonly record struct SessionStanding(ParticipantId Participant, long LastRequest, long LastReport, bool IsConnected);

/// <summary>What a row of a participant's positions tells.</summary>
/// <param name="Instrument">Of an exposure, the market with the hours of one month as its window; of a basket position, the
/// contract; of cash, the default value.</param>
/// <param name="Quantity">Undelivered GPU-hours, or lots; signed.</param>
/// <param name="Value">Cost of a basket position, or cash, in units of 0.0001 $.</param>
public readonly record struct PositionState(Instrument Instrument, long Quantity, Int128 Value);

/// <summary>The state between two commands, to look at. Allocates nothing; for the thread that applies commands.</summary>
public sealed class StateView
{
    private readonly ReferenceData _reference;
    private readonly SessionTable _sessions;
    private readonly PositionLedger _positions;

    internal StateView(ReferenceData reference, SessionTable sessions, PositionLedger positions)
    {
        _reference = reference;
        _sessions = sessions;
        _positions = positions;
    }

    /// <summary>How many sessions there are: their ids are 1 to this.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>GPU-hours a lot of a basket; 0 when there is no such basket.</summary>
    public int MultiplierOf(BasketId basket) => _reference.Baskets[basket.Value]?.Multiplier ?? 0;

    /// <summary>Reference data and open sessions, each kind after those that it names and in the order of its ids.</summary>
    public IEnumerable<DefinitionInForce> Definitions() => DefinitionListing.Of(_reference, _sessions);

    /// <summary>Whether there is such a participant.</summary>
    public bool Knows(ParticipantId participant) => _reference.Participants[participant.Value] is not null;

    /// <summary>Where a session stands; false when there is no such session.</summary>
    public bool TryGetSession(SessionId id, out SessionStanding standing)
    {
        standing = default;
        if (_sessions[id] is not { } session)
            return false;
        standing = new SessionStanding(session.Participant.Id, session.LastRequest, session.LastReport, session.IsConnected);
        return true;
    }

    /// <summary>A page of a participant's open orders, in entry order.</summary>
    /// <param name="participant">Whose; one that is not known has none.</param>
    /// <param name="afterEntry">The entry number to go on after; 0 for the first page.</param>
    /// <param name="into">Where to; as many as fit.</param>
    /// <param name="hasMore">Whether another page follows.</param>
    /// <returns>How many were written.</returns>
    public int OpenOrders(ParticipantId participant, long afterEntry, Span<OrderState> into, out bool hasMore)
    {
        int count = 0;
        OrderTable orders = _reference.Orders;
        int number = _reference.Participants[participant.Value]?.Orders.First ?? 0;
        for (; number != 0; number = orders.NextOfOwner(number))
        {
            ref readonly OrderRow order = ref orders.Row(number);
            if (order.Entry <= afterEntry)
                continue;
            if (count == into.Length)
                break;
            into[count++] = EventWriter.Show(order, orders);
        }
        hasMore = number != 0;
        return count;
    }

    /// <summary>A page of a participant's positions: exposures by market and month, in the order in which they first arose, then
    /// basket positions by basket and month, both without those that are nil, then cash.</summary>
    /// <param name="participant">Whose.</param>
    /// <param name="afterRow">How many rows to pass over; 0 for the first page.</param>
    /// <param name="into">Where to; as many as fit.</param>
    /// <param name="hasMore">Whether another page follows.</param>
    /// <returns>How many were written.</returns>
    public int Positions(ParticipantId participant, long afterRow, Span<PositionState> into, out bool hasMore)
    {
        PositionPage page = new(into, afterRow);
        for (int i = 0; i < _positions.Exposures.Count && !page.IsOver; i++)
            if (_positions.Exposures[i].Dealer.Id == participant)
                AddMonths(_positions.Exposures[i], ref page);
        for (int id = 1; id <= _reference.Baskets.Count && !page.IsOver; id++)
            AddContracts(_reference.Baskets[id]!, participant, ref page);
        if (!page.IsOver)
            page.Add(new PositionState(default, 0, _positions.CashOf(participant)));
        hasMore = page.IsOver;
        return page.Count;
    }

    private static void AddContracts(Basket basket, ParticipantId participant, ref PositionPage page)
    {
        for (int i = 0; i < basket.Books.Count && !page.IsOver; i++)
        {
            BasketPosition position = basket.Books[i].PositionOf(participant.Value);
            if (!position.IsNil)
                page.Add(new PositionState(basket.Books[i].Instrument, position.Lots, position.Cost));
        }
    }

    private static void AddMonths(Exposure exposure, ref PositionPage page)
    {
        HourlySchedule schedule = exposure.Gpus;
        if (schedule.ChangeCount == 0)
            return;
        int first = schedule.Current != 0 ? schedule.PassedTo : schedule.HourAt(0);
        int end = schedule.HourAt(schedule.ChangeCount - 1);
        for (DeliveryMonth month = DeliveryMonth.OfHour(first); month.StartHour < end && !page.IsOver; month = new(month.Index + 1))
        {
            Int128 gpuHours = schedule.SumOver(month.StartHour, month.EndHour);
            if (gpuHours == 0)
                continue;
            DeliveryWindow hours = new(month.StartHour, month.EndHour - month.StartHour);
            page.Add(new PositionState(Instrument.Forward(exposure.Market.Id, hours), (long)gpuHours, 0));
        }
    }

    private ref struct PositionPage(Span<PositionState> into, long passOver)
    {
        private readonly Span<PositionState> _into = into;
        private long _passOver = passOver;

        public int Count { get; private set; }

        /// <summary>Whether a row was met that has no place on the page.</summary>
        public bool IsOver { get; private set; }

        public void Add(in PositionState row)
        {
            if (_passOver > 0)
                _passOver--;
            else if (Count == _into.Length)
                IsOver = true;
            else
                _into[Count++] = row;
        }
    }
}
