using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Reference;

/// <summary>A generalized basket of SKUs and regions, its contracts by month and its index values.</summary>
internal sealed class Basket(BasketId id, in DefineBasket definition, OrderTable orders)
{
    private readonly List<BasketBook> _books = [];

    /// <summary>Where a listed month is found at once: all of them lie in a span of so many months.</summary>
    private readonly BasketBook?[] _byMonth = new BasketBook?[Limits.MaxListedMonths];

    private DefineBasket _definition = definition;

    public BasketId Id { get; } = id;

    /// <summary>As last defined; to be read where it lies, for it is large.</summary>
    public ref readonly DefineBasket Definition => ref _definition;

    public int Multiplier => _definition.Multiplier;

    /// <summary>The price grid, in ticks of 0.0001 $.</summary>
    public long Tick => _definition.Tick;

    public bool IsHalted { get; set; }

    public SetPriceCollar Collar { get; set; }

    /// <summary>The last index values, and the last of each UTC day.</summary>
    public IndexHistory Index { get; } = new();

    /// <summary>The books of the listed months, by month.</summary>
    public IReadOnlyList<BasketBook> Books => _books;

    public void Redefine(in DefineBasket definition) => _definition = definition;

    public bool Lists(DeliveryMonth month) => _definition.Lists(month);

    public BasketBook? Book(DeliveryMonth month)
    {
        if (_byMonth[SlotOf(month)] is { } listed && listed.Month == month)
            return listed;
        foreach (BasketBook book in _books)
            if (book.Month == month)
                return book;
        return null;
    }

    /// <summary>Opens the books of the listed months that have none yet.</summary>
    public void OpenBooks()
    {
        for (int i = 0; i < Limits.MaxListedMonths; i++)
        {
            DeliveryMonth month = new(_definition.FirstMonth.Index + i);
            if (Lists(month))
                _byMonth[SlotOf(month)] = Book(month) ?? OpenBook(month);
        }
        _books.Sort(static (left, right) => left.Month.CompareTo(right.Month));
    }

    /// <summary>Opens the book of one month behind the others.</summary>
    public BasketBook OpenBook(DeliveryMonth month)
    {
        BasketBook book = new(this, month, orders);
        _books.Add(book);
        if (Lists(month))
            _byMonth[SlotOf(month)] = book;
        return book;
    }

    /// <summary>Gathers the orders of ended months, but for those that have a deadline of their own.</summary>
    public void TakeGated(EngineTime now, List<Order> into)
    {
        for (int i = 0; i < _books.Count && _books[i].Gate <= now; i++)
        {
            _books[i].Bids.AddAllTo(into);
            _books[i].Asks.AddAllTo(into);
        }
    }

    /// <summary>Of any month there is: who asks for one that is not listed may name one before 2020.</summary>
    private static int SlotOf(DeliveryMonth month)
    {
        int rest = month.Index % Limits.MaxListedMonths;
        return rest < 0 ? rest + Limits.MaxListedMonths : rest;
    }
}
