namespace ComputeExchange.LoadTest.Core;

/// <summary>The yardstick: what a first version of an order book looks like. Sorted dictionaries of linked lists and a
/// dictionary by id; no credit, no limits, no self-match prevention, no events.</summary>
public sealed class NaiveBook
{
    private sealed class Resting(int id, bool isBuy, int price, int quantity)
    {
        public readonly int Id = id;
        public readonly bool IsBuy = isBuy;
        public readonly int Price = price;
        public int Quantity = quantity;
    }

    private readonly SortedDictionary<int, LinkedList<Resting>> _bids = new(Comparer<int>.Create((x, y) => y.CompareTo(x)));
    private readonly SortedDictionary<int, LinkedList<Resting>> _asks = [];
    private readonly Dictionary<int, LinkedListNode<Resting>> _byId;

    /// <summary>An empty book that shares its index by id with others.</summary>
    private NaiveBook(Dictionary<int, LinkedListNode<Resting>> byId) => _byId = byId;

    /// <summary>What has traded, so that the work cannot be optimised away.</summary>
    public long Traded { get; private set; }

    /// <summary>Trades so far.</summary>
    public long Trades { get; private set; }

    /// <summary>Empty books with one index.</summary>
    public static NaiveBook[] Create(int count)
    {
        Dictionary<int, LinkedListNode<Resting>> byId = [];
        NaiveBook[] books = new NaiveBook[count];
        for (int i = 0; i < count; i++)
            books[i] = new NaiveBook(byId);
        return books;
    }

    /// <summary>Whether an order rests.</summary>
    public bool IsLive(int id) => _byId.ContainsKey(id);

    /// <summary>Applies a message.</summary>
    public void Apply(in BookMessage message)
    {
        if (message.Action == BookAction.Cancel)
        {
            Cancel(message.OrderId);
            return;
        }
        int left = Match(message);
        if (left > 0 && message.Action == BookAction.Add)
            Rest(message, left);
    }

    private int Match(in BookMessage message)
    {
        SortedDictionary<int, LinkedList<Resting>> opposite = message.IsBuy ? _asks : _bids;
        int left = message.Quantity;
        while (left > 0 && opposite.Count > 0)
        {
            (int price, LinkedList<Resting> level) = First(opposite);
            if (message.IsBuy ? price > message.Price : price < message.Price)
                break;
            Resting resting = level.First!.Value;
            int traded = Math.Min(left, resting.Quantity);
            left -= traded;
            resting.Quantity -= traded;
            Traded += traded;
            Trades++;
            if (resting.Quantity > 0)
                continue;
            level.RemoveFirst();
            _byId.Remove(resting.Id);
            if (level.Count == 0)
                opposite.Remove(price);
        }
        return left;
    }

    private static (int Price, LinkedList<Resting> Level) First(SortedDictionary<int, LinkedList<Resting>> side)
    {
        using SortedDictionary<int, LinkedList<Resting>>.Enumerator levels = side.GetEnumerator();
        levels.MoveNext();
        return (levels.Current.Key, levels.Current.Value);
    }

    private void Rest(in BookMessage message, int quantity)
    {
        SortedDictionary<int, LinkedList<Resting>> side = message.IsBuy ? _bids : _asks;
        if (!side.TryGetValue(message.Price, out LinkedList<Resting>? level))
            side.Add(message.Price, level = []);
        _byId[message.OrderId] = level.AddLast(new Resting(message.OrderId, message.IsBuy, message.Price, quantity));
    }

    private void Cancel(int id)
    {
        if (!_byId.Remove(id, out LinkedListNode<Resting>? node))
            return;
        LinkedList<Resting> level = node.List!;
        level.Remove(node);
        if (level.Count == 0)
            (node.Value.IsBuy ? _bids : _asks).Remove(node.Value.Price);
    }
}
