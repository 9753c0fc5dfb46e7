namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>The sales of an offer, placed on its machines by first-fit in order of start, always fit, each whole sale on
/// machines of its own from its first hour to its last: no job moves while it runs.</summary>
internal sealed class EverySaleFitsItsMachines : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        foreach (OrderAccount offer in count.Touched.Where(account => account.Sales.Count > 0))
        {
            long lot = count.Market.Reference.LotOf(offer.Order.Terms.Instrument.Market);
            if (offer.Sales.Find(sale => sale.Gpus % lot != 0) is { Gpus: not 0 } odd)
                return $"{offer} sold {odd.Gpus} GPUs, and its machines have {lot} each";
            if (MachinePlacement.Place(offer.Order.Quantity / lot, offer.Sales, lot) is null)
                return $"the sales of {offer} do not fit its {offer.Order.Quantity / lot} machines: {string.Join(", ", offer.Sales)}";
        }
        return null;
    }
}
