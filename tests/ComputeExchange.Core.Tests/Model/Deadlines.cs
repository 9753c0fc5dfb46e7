using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 3.2: gates and expiry.</summary>
internal static class Deadlines
{
    /// <summary>"window start less the lead time".</summary>
    public static EngineTime Gate(Choice choice, ModelReference reference) =>
        EngineTime.FromHour((long)choice.Window.StartHour - reference.LeadOf(choice.Market));

    /// <summary>The gate of an order as a whole.</summary>
    public static EngineTime Gate(ModelOrder order, ModelReference reference)
    {
        // "A basket contract trades until its delivery month ends: that is its gate."
        if (order.IsBasket)
            return EngineTime.FromHour(order.Terms.Instrument.Month.EndHour);

        // "for a divisible sell the gate of its last possible slice, window end less minSlice less lead, whatever is left of
        // it".
        if (order.IsDivisible)
        {
            int lead = reference.LeadOf(order.Terms.Instrument.Market);
            return EngineTime.FromHour((long)order.Window.EndHour - order.Terms.Divisible - lead);
        }

        // "for a buy with several starts or markets the latest gate among them; once pinned only that one counts".
        return new EngineTime(order.Choices().Max(choice => Gate(choice, reference).Nanos));
    }

    /// <summary>Every order past a deadline expires, in entry order.</summary>
    public static void ExpireDue(ModelMarket market)
    {
        foreach (ModelOrder order in market.Orders.ToList())
        {
            // "with the reason of the earliest, a tie in the order of this paragraph".
            (EngineTime Time, ExpiryReason Reason) due = All(order, market.Reference)
                .OrderBy(deadline => deadline.Time.Nanos).First();
            if (due.Time <= market.Now)
                market.Expire(order, due.Reason);
        }
    }

    private static IEnumerable<(EngineTime Time, ExpiryReason Reason)> All(ModelOrder order, ModelReference reference)
    {
        yield return (Gate(order, reference), ExpiryReason.GateClosure);
        if (order.Terms.TimeInForce == TimeInForce.Day)
            yield return (order.Accepted.NextMidnight, ExpiryReason.EndOfDay);
        if (order.Terms.TimeInForce == TimeInForce.GoodTillDate)
            yield return (order.Terms.ExpireTime, ExpiryReason.GoodTillDate);
    }
}
