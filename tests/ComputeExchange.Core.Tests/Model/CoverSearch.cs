using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>One part of a cover: a sub-window of one offer, at the price that the search counts.</summary>
internal readonly record struct Part(ModelOrder Offer, DeliveryWindow Window, long Counted);

/// <summary>How the search counts an incoming sell (SPEC 3.4): at the buy's limit in a first turn, at its own price in a
/// second.</summary>
internal readonly record struct Turn(long IncomingEntry, bool IsSecond)
{
    /// <summary>No incoming sell: every offer at its price.</summary>
    public static readonly Turn AtRest = new(0, false);
}

/// <summary>SPEC 3.4, "The cheapest cover", by looking at every cover there is.</summary>
internal sealed class CoverSearch(ModelMarket market, ModelOrder buy, Choice choice, Turn turn)
{
    private readonly DeliveryWindow _window = choice.Window;
    private readonly long _lot = market.Reference.LotOf(choice.Market);
    private readonly List<Part> _row = [];
    private List<(ModelOrder Offer, long Counted)> _offers = [];
    private List<Part>? _best;
    private long _bestCost;

    /// <summary>The parts of the cheapest cover, from the start of the window on; null if there is none.</summary>
    public List<Part>? Cheapest()
    {
        _offers = [.. market.Orders.Where(IsOffer).Select(offer => (offer, CountedPrice(offer)))];
        Extend(_window.StartHour, 0);
        return _best;
    }

    /// <summary>"the search counts the incoming sell at the buy's limit (at its own price where that is higher)", in a second
    /// turn at its own price; "resting offers get their own prices".</summary>
    private long CountedPrice(ModelOrder offer) =>
        offer.Entry != turn.IncomingEntry || turn.IsSecond ? offer.Limit : Math.Max(choice.Limit, offer.Limit);

    /// <summary>"a resting sell of the market (of another participant), supports the workload, and its seller passes the screen
    /// for one lot over the whole of W at the buy's limit".</summary>
    private bool IsOffer(ModelOrder offer) =>
        !offer.IsBasket && !offer.IsBuy
        && offer.Terms.Instrument.Market == choice.Market
        && offer.Participant != buy.Participant
        && offer.Terms.Supports.Serves(buy.Terms.Workload)
        && market.Screens(buy.Participant, offer.Participant, choice.Limit, _window.Hours, _lot)
        && (!offer.Terms.AllOrNone || TakesWhole(offer));

    /// <summary>"An AllOrNone offer is a part only if it alone covers W, the buy's remainder takes it whole, and credit allows
    /// that at the price that it would get".</summary>
    private bool TakesWhole(ModelOrder offer) =>
        offer.Window == _window
        && buy.Leaves >= offer.Leaves
        && offer.Leaves <= market.CreditAllows(
            buy.Participant, offer.Participant, (Int128)CountedPrice(offer) * _window.Hours, _lot);

    private void Extend(int hour, long cost)
    {
        if (cost > choice.Limit * _window.Hours || (_best is not null && cost > _bestCost))
            return;
        if (hour == _window.EndHour)
        {
            Consider(cost);
            return;
        }
        if (_row.Count == buy.MaxParts)
            return;
        foreach ((ModelOrder offer, long counted) in _offers)
        {
            foreach (DeliveryWindow window in PartsFrom(offer, hour))
            {
                _row.Add(new Part(offer, window, counted));
                Extend(window.EndHour, cost + counted * window.Hours);
                _row.RemoveAt(_row.Count - 1);
            }
        }
    }

    /// <summary>"an exact offer is a part only with its whole window, inside W; a divisible one with any sub-window of both that
    /// respects both least slices; each with at least one lot in every hour of the part."</summary>
    private IEnumerable<DeliveryWindow> PartsFrom(ModelOrder offer, int hour)
    {
        if (!offer.IsDivisible)
        {
            if (offer.Window.StartHour == hour && _window.Contains(offer.Window) && offer.Window.Hours >= buy.MinSlice)
                yield return offer.Window;
            yield break;
        }
        if (hour < offer.Window.StartHour)
            yield break;
        int lastEnd = Math.Min(_window.EndHour, offer.Window.EndHour);
        for (int end = hour + 1; end <= lastEnd && offer.Available(DeliveryWindow.Between(end - 1, end)) > 0; end++)
        {
            if (end - hour >= Math.Max(buy.MinSlice, offer.Terms.Divisible))
                yield return DeliveryWindow.Between(hour, end);
        }
    }

    private void Consider(long cost)
    {
        if (_best is not null && (cost > _bestCost || (cost == _bestCost && !IsBefore(_row, _best))))
            return;
        _best = [.. _row];
        _bestCost = cost;
    }

    /// <summary>"Ties: fewer parts; then, from the start of W onward, at each boundary the offer with the earliest place, then
    /// the
    /// longest part."</summary>
    private static bool IsBefore(List<Part> row, List<Part> best)
    {
        if (row.Count != best.Count)
            return row.Count < best.Count;
        for (int i = 0; i < row.Count; i++)
        {
            int byPlace = row[i].Offer.Place.CompareTo(best[i].Offer.Place);
            if (byPlace != 0)
                return byPlace < 0;
            if (row[i].Window.Hours != best[i].Window.Hours)
                return row[i].Window.Hours > best[i].Window.Hours;
        }
        return false;
    }
}
