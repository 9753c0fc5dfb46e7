using ComputeExchange.Protocol;

namespace ComputeExchange.Simulation.Tests.Clients;

// Who has lost its memory, or is told that reports are gone, knows neither its orders nor its positions from reports. It asks for
// both, page by page, until it has them; a connection that ends on the way means asking again.

/// <summary>Asks for the lists of open orders and positions, and gathers their pages.</summary>
internal sealed class ListingDesk
{
    private readonly List<Listing> _taken = [];
    private readonly List<string> _exposures = [];
    private readonly List<string> _rows = [];
    private uint _lastQuery;
    private bool _wantsOrders;
    private bool _wantsPositions;
    private bool _hasAsked;

    /// <summary>The lists that were taken.</summary>
    public IReadOnlyList<Listing> Taken => _taken;

    /// <summary>Whether one is still wanted.</summary>
    public bool IsWanted => _wantsOrders || _wantsPositions;

    /// <summary>Both lists are wanted, as of now or later.</summary>
    public void Want() => (_wantsOrders, _wantsPositions, _hasAsked) = (true, true, false);

    /// <summary>What was asked will not be answered.</summary>
    public void OnDisconnected() => _hasAsked = false;

    /// <summary>The next question as a frame; null when there is none to be asked now.</summary>
    public byte[]? NextQuery()
    {
        if (_hasAsked || !IsWanted)
            return null;
        _hasAsked = true;
        _rows.Clear();
        _exposures.Clear();
        uint id = ++_lastQuery;
        return _wantsOrders
            ? ClientFrame.Encode(new OpenOrdersQuery { QueryId = id })
            : ClientFrame.Encode(new PositionsQuery { QueryId = id });
    }

    public void Take(in OpenOrdersPage page, SessionId session, ParticipantId participant)
    {
        if (page.QueryId != _lastQuery)
            return;
        foreach (OpenOrder order in page.Orders.Span)
            _rows.Add(Listing.RowOf(order));
        if (!page.IsLast)
            return;
        _wantsOrders = _hasAsked = false;
        _taken.Add(new Listing(session, participant, page.AsOfReportNumber, IsOfOrders: true, [.. _rows]));
    }

    public void Take(in PositionsPage page, SessionId session, ParticipantId participant)
    {
        if (page.QueryId != _lastQuery)
            return;
        foreach (ExposurePosition exposure in page.Exposures.Span)
            _exposures.Add(Listing.RowOf(exposure));
        foreach (BasketPosition position in page.Baskets.Span)
            _rows.Add(Listing.RowOf(position));
        if (!page.IsLast)
            return;
        _wantsPositions = _hasAsked = false;
        _taken.Add(new Listing(
            session, participant, page.AsOfReportNumber, IsOfOrders: false, [.. _exposures, .. _rows, Listing.RowOf(page.Cash)]));
    }

    /// <summary>The market moved too fast for one moment to be shown: asks again.</summary>
    public void OnRefused(in QueryRefused refused)
    {
        Assert.Equal(QueryRefusal.Failed, refused.Reason);
        if (refused.QueryId == _lastQuery)
            _hasAsked = false;
    }
}
