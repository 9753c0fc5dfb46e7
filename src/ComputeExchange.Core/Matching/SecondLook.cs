using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Matching;

/// <summary>When credit is freed, the open forward orders of both participants of each such line look again, in entry order.</summary>
internal sealed class SecondLook(OrderTable orders, OrderMatcher matcher, TradingSettings settings)
{
    private readonly List<Order> _orders = [];
    private readonly List<Participant> _participants = [];

    /// <summary>Lets the orders of the participants of the freed lines look again.</summary>
    public void After(List<CreditLine> freed)
    {
        foreach (CreditLine line in freed)
        {
            AddOrdersOf(line.From);
            AddOrdersOf(line.To);
        }
        LookInEntryOrder();
    }

    /// <summary>Lets the orders of a market that resumes trading look again.</summary>
    public void After(Books.Market resumed, ReferenceData reference)
    {
        for (int id = 1; id <= reference.Participants.Count; id++)
            AddOrdersOf(reference.Participants[id]!, resumed);
        LookInEntryOrder();
    }

    private void LookInEntryOrder()
    {
        _orders.Sort(static (left, right) => left.Entry.CompareTo(right.Entry));
        foreach (Order order in _orders)
            if (order.IsOpen && (order.IsComplex || !settings.IsHalted(order.Market!)))
                matcher.LookAgain(order);
        foreach (Participant participant in _participants)
            participant.LooksAgain = false;
        _orders.Clear();
        _participants.Clear();
    }

    private void AddOrdersOf(Participant participant, Books.Market? only = null)
    {
        if (participant.LooksAgain)
            return;
        participant.LooksAgain = true;
        _participants.Add(participant);
        for (Order? order = orders.FirstOf(participant); order is not null; order = order.NextOfOwner)
            if (!order.IsBasket && (only is null || order.Trades(only)))
                _orders.Add(order);
    }
}
