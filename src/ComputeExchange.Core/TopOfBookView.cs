using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>The top of a book as one participant sees it: best, whoever asks; dealable, as its credit lets it deal.</summary>
internal sealed class TopOfBookView
{
    private readonly List<(Participant Counterparty, int Gpus)> _sums = [];

    public static TopOfBook Of(BasketBook book)
    {
        PriceQuantity bid = book.Top(Side.Buy);
        PriceQuantity ask = book.Top(Side.Sell);
        return new TopOfBook { BestBid = bid, BestAsk = ask, DealableBid = bid, DealableAsk = ask };
    }

    public TopOfBook Of(Participant asker, Market market, DeliveryWindow window)
    {
        ForwardBook? book = market.Exact.Find(window);
        return new TopOfBook
        {
            BestBid = Best(book?.Bids, null, window),
            BestAsk = Best(book?.Asks, market.Divisible, window),
            DealableBid = Dealable(asker, book?.Bids, null, market, window),
            DealableAsk = Dealable(asker, book?.Asks, market.Divisible, market, window),
        };
    }

    private static PriceQuantity Best(BookSide? exact, BookSide? divisible, DeliveryWindow window)
    {
        PriceQuantity best = default;
        for (Order? order = exact?.First; order is not null && Joins(best, order); order = exact!.After(order))
            best = new PriceQuantity(new Price(order.LimitTicks), best.Quantity + order.Leaves);
        for (Order? order = divisible?.First; order is not null && (best.Quantity == 0 || order.LimitTicks <= best.Price.Ticks);
            order = divisible!.After(order))
        {
            int gpus = ServableOf(order, window);
            if (gpus == 0)
                continue;
            bool isBetter = best.Quantity == 0 || order.LimitTicks < best.Price.Ticks;
            best = new PriceQuantity(new Price(order.LimitTicks), gpus + (isBetter ? 0 : best.Quantity));
        }
        return best;
    }

    private PriceQuantity Dealable(Participant asker, BookSide? exact, BookSide? divisible, Market market, DeliveryWindow window)
    {
        PriceQuantity ofExact = DealableOn(asker, exact, market, window, into: 0);
        if (divisible is null)
            return SumAt(asker, ofExact.Price.Ticks, exact, null, market, window, ofExact.Quantity > 0);
        PriceQuantity ofDivisible = DealableOn(asker, divisible, market, window, into: 0);
        bool hasExact = ofExact.Quantity > 0, hasDivisible = ofDivisible.Quantity > 0;
        int ticks = !hasExact ? ofDivisible.Price.Ticks
            : !hasDivisible ? ofExact.Price.Ticks
            : Math.Min(ofExact.Price.Ticks, ofDivisible.Price.Ticks);
        return SumAt(asker, ticks, exact, divisible, market, window, hasExact || hasDivisible);
    }

    /// <summary>The first order of a side that the asker could deal with.</summary>
    private static PriceQuantity DealableOn(Participant asker, BookSide? side, Market market, DeliveryWindow window, int into)
    {
        for (Order? order = side?.First; order is not null; order = side!.After(order))
            if (Passing(asker, order, market, window) is > 0 and int gpus)
                return new PriceQuantity(new Price(order.LimitTicks), into + gpus);
        return default;
    }

    /// <summary>Each counterparty's sum at the price, cut to its headroom, in lots.</summary>
    private PriceQuantity SumAt(
        Participant asker, int ticks, BookSide? exact, BookSide? divisible, Market market, DeliveryWindow window, bool any)
    {
        if (!any)
            return default;
        _sums.Clear();
        Collect(asker, ticks, exact, market, window);
        Collect(asker, ticks, divisible, market, window);
        long quantity = 0;
        foreach ((Participant counterparty, int gpus) in _sums)
            quantity += AllowedWith(asker, counterparty, IsAsking(exact, divisible), ticks, gpus, market, window);
        return new PriceQuantity(new Price(ticks), quantity);
    }

    private void Collect(Participant asker, int ticks, BookSide? side, Market market, DeliveryWindow window)
    {
        for (Order? order = side?.First; order is not null; order = side!.After(order))
        {
            bool isWorse = side!.Side == Side.Buy ? order.LimitTicks < ticks : order.LimitTicks > ticks;
            if (isWorse)
                return;
            if (order.LimitTicks == ticks && Passing(asker, order, market, window) is > 0 and int gpus)
                AddTo(order.Owner, gpus);
        }
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

    /// <summary>What stands in an order for the asker: 0 if it is its own, does not serve, or fails the screen.</summary>
    private static int Passing(Participant asker, Order order, Market market, DeliveryWindow window)
    {
        if (order.Owner == asker || ServableOf(order, window) is var gpus && gpus == 0)
            return 0;
        int needed = order.AllOrNone ? gpus : market.Sku.Lot;
        return AllowedWith(asker, order.Owner, order.Side, order.LimitTicks, needed, market, window) >= needed ? gpus : 0;
    }

    private static int AllowedWith(
        Participant asker, Participant counterparty, Side theirs, int ticks, int gpus, Market market, DeliveryWindow window)
    {
        (Participant buyer, Participant seller) = theirs == Side.Sell ? (asker, counterparty) : (counterparty, asker);
        return CreditScreen.Allowed(buyer, seller, (long)ticks * window.Hours, gpus, market.Sku.Lot, pending: 0);
    }

    private static int ServableOf(Order order, DeliveryWindow window)
    {
        if (order.Terms is not { Profile: { } profile } terms)
            return order.Leaves;
        return window.Hours >= terms.LeastSlice ? profile.Least(window) : 0;
    }

    private static bool Joins(PriceQuantity best, Order order) => best.Quantity == 0 || order.LimitTicks == best.Price.Ticks;

    private static Side IsAsking(BookSide? exact, BookSide? divisible) => (exact ?? divisible)!.Side;
}
