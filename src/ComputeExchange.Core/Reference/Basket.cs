using ComputeExchange.Core.Books;
using ComputeExchange.Core.Positions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Reference;

/// <summary>A generalized basket of SKUs and regions, its contracts by month and its index values.</summary>
internal sealed class Basket(BasketId id, in DefineBasket definition)
{
    private readonly List<BasketBook> _books = [];

    public BasketId Id { get; } = id;

    public DefineBasket Definition { get; set; } = definition;

    public int Multiplier => Definition.Multiplier;

    public bool IsHalted { get; set; }

    public SetPriceCollar Collar { get; set; }

    /// <summary>The last index values, and the last of each UTC day.</summary>
    public IndexHistory Index { get; } = new();

    /// <summary>The books of the listed months, by month.</summary>
    public IReadOnlyList<BasketBook> Books => _books;

    public BasketBook? Book(DeliveryMonth month)
    {
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
            DeliveryMonth month = new(Definition.FirstMonth.Index + i);
            if (Definition.Lists(month) && Book(month) is null)
                OpenBook(month);
        }
        _books.Sort(static (left, right) => left.Month.CompareTo(right.Month));
    }

    /// <summary>Opens the book of one month behind the others.</summary>
    public BasketBook OpenBook(DeliveryMonth month)
    {
        BasketBook book = new(this, month);
        _books.Add(book);
        return book;
    }
}
