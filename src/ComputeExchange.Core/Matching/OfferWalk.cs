using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching;

/// <summary>The sells that serve a window, in price-time order: those of exactly this window and, merged in, the divisible
/// offers of the market that have GPUs in every hour of it.</summary>
internal struct OfferWalk
{
    private readonly DeliveryWindow _window;
    private readonly BookSide? _exactSide;
    private readonly StretchSearch? _search;
    private Order? _exact;
    private Order? _divisible;

    /// <param name="market">The market.</param>
    /// <param name="book">The book of the window, if there is one.</param>
    /// <param name="window">The window.</param>
    /// <param name="search">Scratch for the divisible offers; used by one walk at a time.</param>
    public OfferWalk(Market market, ForwardBook? book, DeliveryWindow window, StretchSearch search)
    {
        _window = window;
        _exactSide = book?.Asks;
        _exact = _exactSide?.First;
        if (market.Divisible.OfferCount == 0)
            return;
        _search = search;
        search.BeginServing(market.Divisible, window);
        _divisible = NextDivisible();
    }

    /// <summary>The next sell, or null. The walk has moved on behind it before it is looked at, so that it may leave its
    /// book.</summary>
    public Order? Take()
    {
        Order? offer = IsExactNext() ? _exact : _divisible;
        if (offer is null)
            return null;
        if (offer == _exact)
            _exact = _exactSide!.After(offer);
        else
            _divisible = NextDivisible();
        return offer;
    }

    private readonly bool IsExactNext() =>
        _divisible is null || _exact is not null && SellRank.Of(_exact).IsBefore(SellRank.Of(_divisible));

    private readonly Order? NextDivisible()
    {
        Order? offer = _search!.Take();
        while (offer is not null && offer.Terms!.Profile!.Least(_window) == 0)
            offer = _search.Take();
        return offer;
    }
}
