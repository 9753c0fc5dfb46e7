using ComputeExchange.Core.Books;
using ComputeExchange.Core.Books.Stretches;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>The top of a book as one participant sees it: best, whoever asks; dealable, as its credit lets it deal.</summary>
internal sealed class TopOfBookView
{
    private readonly StretchSearch _search = new();
    private readonly List<(Participant Counterparty, int Gpus)> _sums = [];

    private Participant _asker = null!;
    private Market _market = null!;
    private DeliveryWindow _window;
    private PriceQuantity _best;
    private int? _dealableTicks;

    public static TopOfBook Of(BasketBook book)
    {
        PriceQuantity bid = book.Top(Side.Buy);
        PriceQuantity ask = book.Top(Side.Sell);
        return new TopOfBook { BestBid = bid, BestAsk = ask, DealableBid = bid, DealableAsk = ask };
    }

    public TopOfBook Of(Participant asker, Market market, DeliveryWindow window)
    {
        (_asker, _market, _window) = (asker, market, window);
        ForwardBook? book = market.Exact.Find(window);

        Begin();
        BookSide? bids = book?.Bids;
        for (Order? bid = bids?.First; bid is not null && Count(bid, bid.Leaves); bid = bids!.After(bid))
        {
        }
        (PriceQuantity bestBid, PriceQuantity dealableBid) = (_best, Dealable(Side.Buy));

        Begin();
        OfferWalk asks = new(market, book, window, _search);
        while (asks.Take() is { } ask && Count(ask, ask.Available(window)))
        {
        }
        return new TopOfBook
        {
            BestBid = bestBid,
            DealableBid = dealableBid,
            BestAsk = _best,
            DealableAsk = Dealable(Side.Sell),
        };
    }

    private void Begin()
    {
        _best = default;
        _dealableTicks = null;
        _sums.Clear();
    }

    /// <summary>Counts an order in; false when it is worse than both the best and the dealable price.</summary>
    private bool Count(Order order, int gpus)
    {
        int ticks = order.LimitTicks;
        bool isBest = _best.Quantity == 0 || ticks == _best.Price.Ticks;
        if (isBest)
            _best = new PriceQuantity(new Price(ticks), _best.Quantity + gpus);
        if (_dealableTicks is { } dealable && ticks != dealable)
            return isBest;
        if (Passes(order, gpus))
        {
            _dealableTicks = ticks;
            AddTo(order.Owner, gpus);
        }
        return true;
    }

    /// <summary>Whether an order is another's and passes the screen with the asker: for a lot, or whole if all-or-none.</summary>
    private bool Passes(Order order, int gpus)
    {
        if (order.Owner == _asker)
            return false;
        int needed = order.AllOrNone ? gpus : _market.Sku.Lot;
        return AllowedWith(order.Owner, order.Side, order.LimitTicks, needed) >= needed;
    }

    /// <summary>Each counterparty's sum at the dealable price, cut to its headroom, in lots.</summary>
    private PriceQuantity Dealable(Side theirs)
    {
        if (_dealableTicks is not { } ticks)
            return default;
        long quantity = 0;
        foreach ((Participant counterparty, int gpus) in _sums)
            quantity += AllowedWith(counterparty, theirs, ticks, gpus);
        return new PriceQuantity(new Price(ticks), quantity);
    }

    private void AddTo(Participant counterparty, int gpus)
    {
        for (int i = 0; i < _sums.Count; i++)
        {
            if (_sums[i].Counterparty != counterparty)
                continue;
            _sums[i] = (counterparty, (int)Math.Min((long)_sums[i].Gpus + gpus, int.MaxValue));
            return;
        }
        _sums.Add((counterparty, gpus));
    }

    private int AllowedWith(Participant counterparty, Side theirs, int ticks, int gpus)
    {
        (Participant buyer, Participant seller) = theirs == Side.Sell ? (_asker, counterparty) : (counterparty, _asker);
        return CreditScreen.Allowed(buyer, seller, (long)ticks * _window.Hours, gpus, _market.Sku.Lot, pending: 0);
    }
}
