using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 4, the second look: credit has come free between some participants, and their open forward orders look
/// again.</summary>
internal static class SecondLook
{
    public static void Take(ModelMarket market, HashSet<ParticipantId> participants)
    {
        List<long> entries = [.. market.Orders
            .Where(order => !order.IsBasket && participants.Contains(order.Participant)).Select(order => order.Entry)];
        foreach (long entry in entries)
        {
            // "a plain order as aggressor against plain orders entered before it (AllOrNone by trial run; PostOnly no longer
            // counts), a complex buy at all offers at their prices".
            if (market.Find(entry) is not { } order)
                continue;
            if (order.IsComplex)
                ComplexMatching.Look(market, entry, Turn.AtRest);
            else if (order.Terms.AllOrNone)
                OrderEntry.TryPlain(market, entry, order.Leaves, secondLook: true);
            else
                PlainMatching.Walk(market, entry, secondLook: true);
        }
    }
}
