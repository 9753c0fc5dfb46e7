using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>The trades of one group come one behind the other and fill the buy's window without gap or overlap, in no more parts
/// than it allows, none shorter than its least slice, and cost together at most its limit for every hour.</summary>
internal sealed class CoverWithinLimit : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        List<Trade> parts = [];
        foreach (Trade trade in step.Trades)
        {
            if (trade.Instrument.IsBasket)
                continue;
            if (parts.Count > 0 && parts[0].Group != trade.Group)
            {
                if (Breach(count, parts) is { } breach)
                    return breach;
                parts.Clear();
            }
            parts.Add(trade);
        }
        return parts.Count == 0 ? null : Breach(count, parts);
    }

    private static string? Breach(Recount count, List<Trade> parts)
    {
        DeliveryWindow window = parts[0].Buy.Instrument.Window;
        if (count.Find(parts[0].Buy.Participant, parts[0].Buy.ClOrdId)?.Order is not { } buy)
            return $"group {parts[0].Group} is bought by an order that is not known";
        int hour = window.StartHour;
        foreach (Trade part in parts)
        {
            if (part.Buy.Entry != parts[0].Buy.Entry || part.Quantity != parts[0].Quantity)
                return $"the parts of group {part.Group} are not of one buy and one quantity";
            if (part.Instrument.Window.StartHour != hour || part.Instrument.Market != parts[0].Instrument.Market)
                return $"group {part.Group} of {buy.Id} leaves a gap or overlaps at hour {hour}";
            if (part.Instrument.Window.Hours < buy.MinSlice)
                return $"group {part.Group} of {buy.Id} has a part of {part.Instrument.Window.Hours} hours";
            hour = part.Instrument.Window.EndHour;
        }
        if (hour != window.EndHour || parts.Count > buy.MaxParts)
            return $"group {parts[0].Group} of {buy.Id} ends at hour {hour} in {parts.Count} parts";
        long cost = parts.Sum(part => (long)part.Price.Ticks * part.Instrument.Window.Hours);
        return buy.IsMarketOrder || cost <= buy.Limit * window.Hours
            ? null
            : $"group {parts[0].Group} of {buy.Id} costs {cost} a GPU over {window.Hours} hours at a limit of {buy.Limit}";
    }
}
