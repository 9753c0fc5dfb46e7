using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;

namespace ComputeExchange.Core.Matching;

/// <summary>The sells that may serve a plain buy, in price-time order: those of its exact window and, merged in, the
/// divisible offers of its market that have GPUs in every hour of it.</summary>
internal struct OfferWalk
{
    private readonly Order _buy;
    private readonly BookSide? _exactSide;
    private readonly BookSide _divisibleSide;
    private Order? _exact;
    private Order? _divisible;

    public OfferWalk(Order buy)
    {
        _buy = buy;
        Market market = buy.Market!;
        _exactSide = (buy.Book ?? market.Exact.Find(buy.Window))?.Asks;
        _divisibleSide = market.Divisible;
        _exact = _exactSide?.First;
        _divisible = Serving(_divisibleSide.First);
    }

    /// <summary>The next candidate within the buy's limit, or null. The walk has moved on behind it before it is looked at,
    /// so that it may leave its book.</summary>
    public Order? Take()
    {
        Order? offer = IsExactNext() ? _exact : _divisible;
        if (offer is null || !_buy.Accepts(offer.LimitTicks))
            return null;
        if (offer == _exact)
            _exact = _exactSide!.After(offer);
        else
            _divisible = Serving(_divisibleSide.After(offer));
        return offer;
    }

    private readonly bool IsExactNext()
    {
        if (_exact is null || _divisible is null)
            return _divisible is null;
        return _exact.LimitTicks != _divisible.LimitTicks
            ? _exact.LimitTicks < _divisible.LimitTicks
            : _exact.Place < _divisible.Place;
    }

    private readonly Order? Serving(Order? offer)
    {
        while (offer is not null && _buy.Accepts(offer.LimitTicks))
        {
            WindowTerms terms = offer.Terms!;
            if (_buy.Window.Hours >= terms.LeastSlice && terms.Profile!.Least(_buy.Window) > 0)
                return offer;
            offer = _divisibleSide.After(offer);
        }
        return null;
    }
}
