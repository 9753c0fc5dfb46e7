using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 5: "a participant's quotes in a basket are pulled after the command in which its quotes there had N fills
/// within
/// T, both set by the operator, off unless set."</summary>
/// <remarks>Fills are counted afresh once the quotes were pulled, and when the protection is set.</remarks>
internal sealed class MarketMakerProtection
{
    private readonly Dictionary<(ParticipantId, BasketId), List<EngineTime>> _fills = [];

    public void Set(ModelReference reference, in SetMarketMakerProtection protection)
    {
        reference.Protections[(protection.Participant, protection.Basket)] = protection;
        _fills.Remove((protection.Participant, protection.Basket));
    }

    /// <summary>Counts the fills of a command's quotes, and pulls those that had too many.</summary>
    public void AfterCommand(ModelMarket market)
    {
        foreach (SetMarketMakerProtection protection in market.Reference.Protections.Values)
        {
            (ParticipantId participant, BasketId basket) = (protection.Participant, protection.Basket);
            int fills = market.QuoteFills.Count(fill => fill == (participant, basket));
            if (fills == 0 || protection.Fills == 0)
                continue;
            if (!_fills.TryGetValue((participant, basket), out List<EngineTime>? times))
                _fills[(participant, basket)] = times = [];
            times.AddRange(Enumerable.Repeat(market.Now, fills));
            times.RemoveAll(time => market.Now.Nanos - time.Nanos > protection.WindowNanos);
            if (times.Count < protection.Fills)
                continue;
            times.Clear();
            List<ModelOrder> quotes = [.. market.Orders.Where(order => order.IsQuoteSide && order.Participant == participant
                && order.Terms.Instrument.Basket == basket)];
            quotes.ForEach(order => market.Cancel(order, CancelReason.MarketMakerProtection));
        }
    }
}
