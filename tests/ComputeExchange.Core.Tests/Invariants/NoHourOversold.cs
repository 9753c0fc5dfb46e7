using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>Of every offer, hour by hour: what its profile still has and what its trades sold make what it offered.</summary>
internal sealed class NoHourOversold : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        foreach (OrderAccount offer in count.Touched.Where(account => account.Sales.Count > 0))
        {
            foreach ((int hour, long sold) in SoldByHour(offer))
                if (sold > offer.Order.Quantity)
                    return $"{offer} sold {sold} GPUs in hour {hour} and offered {offer.Order.Quantity}";
        }
        foreach (OpenOrderView open in step.Open)
        {
            if (count.Find(open.State.Participant, open.State.ClOrdId) is { Order.IsDivisible: true } offer
                && ProfileBreach(offer, open) is { } breach)
                return breach;
        }
        return null;
    }

    private static string? ProfileBreach(OrderAccount offer, OpenOrderView open)
    {
        Dictionary<int, long> sold = SoldByHour(offer);
        DeliveryWindow window = offer.Order.Window;
        for (int hour = window.StartHour; hour < window.EndHour; hour++)
        {
            long left = open.Profile.Where(run => run.Window.StartHour <= hour && hour < run.Window.EndHour).Sum(run => run.Gpus);
            if (left + sold.GetValueOrDefault(hour) != offer.Order.Quantity)
                return $"{offer} offered {offer.Order.Quantity} GPUs, sold {sold.GetValueOrDefault(hour)} in hour {hour}"
                    + $" and has {left} left";
        }
        return null;
    }

    private static Dictionary<int, long> SoldByHour(OrderAccount offer)
    {
        Dictionary<int, long> sold = [];
        foreach (Sale sale in offer.Sales)
            for (int hour = sale.Window.StartHour; hour < sale.Window.EndHour; hour++)
                sold[hour] = sold.GetValueOrDefault(hour) + sale.Gpus;
        return sold;
    }
}
