using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>One market, one start and one limit that a buy may trade at.</summary>
internal readonly record struct Choice(MarketId Market, DeliveryWindow Window, long Limit);

/// <summary>An accepted order and what has become of it (SPEC 3).</summary>
internal sealed class ModelOrder
{
    private readonly long[]? _profile;

    public ModelOrder(in NewOrder terms, SessionId session, EngineTime accepted)
    {
        Terms = terms;
        Session = session;
        Accepted = accepted;
        Id = terms.ClOrdId;
        Quantity = terms.Quantity;
        Limit = terms.Type == OrderType.Market ? 0 : terms.LimitTicks;
        if (IsDivisible)
        {
            _profile = new long[terms.Instrument.Window.Hours];
            Array.Fill(_profile, terms.Quantity);
        }
    }

    private ModelOrder(ModelOrder other)
    {
        Terms = other.Terms;
        Session = other.Session;
        Accepted = other.Accepted;
        Id = other.Id;
        Quantity = other.Quantity;
        Limit = other.Limit;
        Entry = other.Entry;
        Place = other.Place;
        Filled = other.Filled;
        Shown = other.Shown;
        Pin = other.Pin;
        QuoteId = other.QuoteId;
        _profile = (long[]?)other._profile?.Clone();
    }

    /// <summary>What was entered; what replaces change is below.</summary>
    public NewOrder Terms { get; }

    public SessionId Session { get; }

    public EngineTime Accepted { get; }

    public ClOrdId Id { get; set; }

    /// <summary>OrderQty, filled part included.</summary>
    public long Quantity { get; set; }

    /// <summary>The limit in ticks: in the first market, or once pinned in the pinned one.</summary>
    public long Limit { get; set; }

    public long Entry { get; set; }

    /// <summary>The entry, or after the refill of an iceberg a number behind every entry given until then.</summary>
    public (long Entry, long Refill) Place { get; set; }

    /// <summary>CumQty; of a divisible sell in GPU-hours.</summary>
    public long Filled { get; set; }

    /// <summary>What an iceberg shows at rest.</summary>
    public long Shown { get; set; }

    /// <summary>The market and window that a complex buy has traded in.</summary>
    public Choice? Pin { get; set; }

    /// <summary>The quote that the order is a side of; none for any other order.</summary>
    public ClOrdId QuoteId { get; set; }

    public ParticipantId Participant => Terms.Participant;

    public Side Side => Terms.Side;

    public bool IsBuy => Side == Side.Buy;

    public bool IsBasket => Terms.Instrument.IsBasket;

    public bool IsDivisible => !IsBasket && !IsBuy && Terms.Has(GivenTerms.Divisible);

    public bool IsIceberg => Terms.Has(GivenTerms.DisplayQuantity);

    public bool IsQuoteSide => QuoteId.Length > 0;

    public bool IsMarketOrder => Terms.Type == OrderType.Market;

    public bool IsComplex => IsComplexBuy(Terms);

    public bool MustFillWhole => Terms.AllOrNone || Terms.TimeInForce == TimeInForce.FillOrKill;

    public DeliveryWindow Window => Terms.Instrument.Window;

    public int MinSlice => Terms.Has(GivenTerms.MinSlice) ? Terms.MinSlice : 1;

    public int MaxParts => Terms.Has(GivenTerms.MaxParts) ? Terms.MaxParts : 1;

    /// <summary>LeavesQty; of a divisible sell its unsold GPU-hours.</summary>
    public long Leaves => _profile is null ? Quantity - Filled : _profile.Sum();

    /// <summary>SPEC 3.4: "A buy with maxParts above 1, a latestStart after its start, or alternatives is complex."</summary>
    public static bool IsComplexBuy(in NewOrder terms) =>
        !terms.Instrument.IsBasket && terms.Side == Side.Buy
        && ((terms.Has(GivenTerms.MaxParts) && terms.MaxParts > 1)
            || (terms.Has(GivenTerms.LatestStart) && terms.LatestStartHour > terms.Instrument.Window.StartHour)
            || terms.Alternatives.Count > 0);

    /// <summary>Every start that a buy allows: start + i x step, at most latestStart.</summary>
    public static IEnumerable<int> Starts(NewOrder terms)
    {
        int step = terms.Has(GivenTerms.Step) ? terms.Step : 1;
        int latest = terms.Has(GivenTerms.LatestStart) ? terms.LatestStartHour : terms.Instrument.Window.StartHour;
        for (long start = terms.Instrument.Window.StartHour; start <= latest; start += step)
            yield return (int)start;
    }

    /// <summary>What a forward order may trade at: alternatives in their order, starts ascending; once pinned, the pin
    /// only.</summary>
    public IEnumerable<Choice> Choices()
    {
        if (Pin is { } pin)
            return [pin with { Limit = Limit }];
        List<(MarketId Market, long Limit)> markets = [(Terms.Instrument.Market, Limit)];
        for (int i = 0; i < Terms.Alternatives.Count; i++)
            markets.Add((Terms.Alternatives[i].Market, Terms.Alternatives[i].LimitTicks));
        IEnumerable<int> starts = IsBuy ? Starts(Terms) : [Window.StartHour];
        return from market in markets
               from start in starts
               select new Choice(market.Market, new DeliveryWindow(start, Window.Hours), market.Limit);
    }

    /// <summary>What is left over a whole window: of a divisible sell its least hour there.</summary>
    public long Available(DeliveryWindow window)
    {
        if (_profile is null)
            return Leaves;
        long least = long.MaxValue;
        for (int hour = window.StartHour; hour < window.EndHour; hour++)
            least = Math.Min(least, _profile[hour - Window.StartHour]);
        return least;
    }

    /// <summary>Takes a fill off what is left.</summary>
    public void Fill(DeliveryWindow window, long quantity)
    {
        if (_profile is null)
        {
            Filled += quantity;
            return;
        }
        for (int hour = window.StartHour; hour < window.EndHour; hour++)
            _profile[hour - Window.StartHour] -= quantity;
        Filled += quantity * window.Hours;
    }

    /// <summary>SPEC 3.3: "An exact sell serves a window that equals its own; a divisible sell one that lies within its own,
    /// is at least its minSlice long, and in every hour of which it still has GPUs."</summary>
    public bool Serves(DeliveryWindow window) => IsDivisible
        ? Window.Contains(window) && window.Hours >= Terms.Divisible && Available(window) > 0
        : window == Window;

    /// <summary>SPEC 8: the profile with equal neighbours as one entry, hours with nothing left out.</summary>
    public List<(DeliveryWindow Window, long Gpus)> Profile()
    {
        List<(DeliveryWindow Window, long Gpus)> runs = [];
        for (int i = 0; _profile is not null && i < _profile.Length; i++)
        {
            int hour = Window.StartHour + i;
            if (_profile[i] == 0)
                continue;
            if (runs.Count > 0 && runs[^1].Window.EndHour == hour && runs[^1].Gpus == _profile[i])
                runs[^1] = (runs[^1].Window with { Hours = runs[^1].Window.Hours + 1 }, _profile[i]);
            else
                runs.Add((new DeliveryWindow(hour, 1), _profile[i]));
        }
        return runs;
    }

    public ModelOrder Copy() => new(this);

    /// <summary>The order as events show it.</summary>
    public OrderState State(long leaves) => new()
    {
        Participant = Participant,
        Session = Session,
        ClOrdId = Id,
        Entry = Entry,
        Side = Side,
        Instrument = Pin is { } pin ? Instrument.Forward(pin.Market, pin.Window) : Terms.Instrument,
        Limit = new Price((int)Limit),
        Leaves = leaves,
        Cumulative = Filled,
    };
}
