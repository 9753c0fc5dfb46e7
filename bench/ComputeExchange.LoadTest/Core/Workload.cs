namespace ComputeExchange.LoadTest.Core;

/// <summary>A seeded stream of messages over one or many books.</summary>
/// <remarks>Each book has a middle that wanders; adds are placed around it on the passive side, one in ten of them crosses.
/// Cancels pick a random live order of the book, so that the number of live orders stays where the mix holds it.</remarks>
/// <param name="Name">How tables name it.</param>
/// <param name="Books">How many books.</param>
/// <param name="LivePerBook">How many live orders a book is filled with before the run.</param>
/// <param name="LevelsPerSide">Over how many ticks adds are spread.</param>
/// <param name="TickGap">Ticks between two levels.</param>
/// <param name="WanderTicks">How far the middle moves at once, when it moves.</param>
/// <param name="AddShare">Adds in a hundred messages.</param>
/// <param name="CancelShare">Cancels in a hundred; the rest are immediate orders.</param>
public sealed record Workload(
    string Name, int Books, int LivePerBook, int LevelsPerSide, int TickGap, int WanderTicks, int AddShare, int CancelShare)
{
    /// <summary>One book, 58 % add, 39 % cancel, 3 % immediate, about 500 live orders on 58 levels.</summary>
    public static readonly Workload OneBook = new("W1 one book", 1, 500, 29, 1, 0, 58, 39);

    /// <summary>The same over 1,000 books with about 60,000 live orders.</summary>
    public static readonly Workload ThousandBooks = new("W2 1,000 books", 1_000, 62, 29, 1, 0, 58, 39);

    /// <summary>Three quarters of the messages move an order: a cancel and a new one under a new id.</summary>
    public static readonly Workload Moves = new("W3 moves", 1, 500, 29, 1, 0, 50, 49);

    /// <summary>A price that wanders 40 % within the run, with levels far apart.</summary>
    public static readonly Workload Wandering = new("W4 wandering", 1, 500, 29, 37, 25, 58, 39);

    private const int StartPrice = 20_000;
    private const int LotsPerOrder = 8;

    /// <summary>The messages that fill the books, then those to measure.</summary>
    public (BookMessage[] Fill, BookMessage[] Run) Generate(int messages, ulong seed)
    {
        Random random = new((int)seed);
        Live[] live = new Live[Books];
        int[] middle = new int[Books];
        for (int book = 0; book < Books; book++)
        {
            live[book] = new Live();
            middle[book] = StartPrice;
        }
        int nextId = 1;
        List<BookMessage> fill = [];
        for (int i = 0; i < Books * LivePerBook; i++)
            fill.Add(Add(random, i % Books, middle, live, ref nextId, crosses: false));
        BookMessage[] run = new BookMessage[messages];
        for (int i = 0; i < messages; i++)
            run[i] = Next(random, middle, live, ref nextId);
        return ([.. fill], run);
    }

    private BookMessage Next(Random random, int[] middle, Live[] live, ref int nextId)
    {
        int book = random.Next(Books);
        if (WanderTicks > 0 && random.Next(16) == 0)
            middle[book] = Math.Max(StartPrice / 2, middle[book] + random.Next(-WanderTicks, WanderTicks + 1));
        int dice = random.Next(100);
        bool isThin = live[book].Count < LivePerBook / 2;
        bool isThick = live[book].Count > LivePerBook * 2;
        if (!isThick && (isThin || dice < AddShare))
            return Add(random, book, middle, live, ref nextId, crosses: random.Next(10) == 0);
        if (isThick || dice < AddShare + CancelShare)
            return new BookMessage(BookAction.Cancel, false, book, live[book].TakeRandom(random), 0, 0);
        bool isBuy = random.Next(2) == 0;
        int price = middle[book] + (isBuy ? 2 : -2) * TickGap;
        return new BookMessage(BookAction.Immediate, isBuy, book, nextId++, price, LotsPerOrder);
    }

    private BookMessage Add(Random random, int book, int[] middle, Live[] live, ref int nextId, bool crosses)
    {
        bool isBuy = random.Next(2) == 0;
        int away = (crosses ? -1 : 1 + random.Next(LevelsPerSide)) * TickGap;
        int price = middle[book] + (isBuy ? -away : away);
        int id = nextId++;
        live[book].Add(id);
        return new BookMessage(BookAction.Add, isBuy, book, id, price, LotsPerOrder * (1 + random.Next(8)));
    }

    /// <summary>Orders that the generator holds for live; one that has traded away since is cancelled in vain, as it happens.</summary>
    private sealed class Live
    {
        private readonly List<int> _ids = [];

        public int Count => _ids.Count;

        public void Add(int id) => _ids.Add(id);

        public int TakeRandom(Random random)
        {
            if (_ids.Count == 0)
                return 0;
            int at = random.Next(_ids.Count);
            int id = _ids[at];
            _ids[at] = _ids[^1];
            _ids.RemoveAt(_ids.Count - 1);
            return id;
        }
    }
}
