namespace ComputeExchange.LoadTest.Core;

/// <summary>Draws the messages of a workload from a seed. It trades them on a naive book of its own, so that it knows which
/// orders are live: a cancel names one that is there, and the number of live orders stays where the workload wants it.</summary>
internal sealed class WorkloadGenerator
{
    private const int StartPrice = 47_700;
    private const int LotsPerOrder = 8;
    private const int MostLotsOfOrder = 8;

    private readonly Workload _workload;
    private readonly Random _random;
    private readonly NaiveBook[] _books;
    private readonly List<int>[] _live;
    private readonly BookMessage[] _run;
    private readonly OrderForm[] _forms;
    private int _count;
    private int _nextId = 1;

    public WorkloadGenerator(Workload workload, int messages, int seed)
    {
        _workload = workload;
        _random = new Random(seed);
        _books = NaiveBook.Create(workload.Books);
        _live = [.. Enumerable.Range(0, workload.Books).Select(_ => new List<int>())];
        _run = new BookMessage[messages];
        _forms = new OrderForm[1 + messages + workload.Books * (workload.LivePerBook + WorkloadMarket.Participants + 1)];
    }

    public (BookMessage[] Fill, BookMessage[] Run) Generate()
    {
        List<BookMessage> fill = [];
        for (int book = 0; book < _workload.Books; book++)
            OpenPositions(book, fill);
        for (int i = 0; i < _workload.Books * _workload.LivePerBook; i++)
            fill.Add(Traded(Add(i % _workload.Books, crosses: false)));
        while (_count < _run.Length)
            Decide(_random.Next(_workload.Books));
        return ([.. fill], _run);
    }

    /// <summary>Lets all participants trade once in a book, two by two, so that each has its position there before the run: what
    /// a first trade makes lasts for good, and is no cost of a message.</summary>
    private void OpenPositions(int book, List<BookMessage> into)
    {
        _nextId += book % 2;
        for (int pair = 0; pair < WorkloadMarket.Participants / 2; pair++)
        {
            int sell = _nextId++;
            into.Add(new BookMessage(BookAction.Add, false, OrderForm.Plain, book, sell, StartPrice, LotsPerOrder));
            into.Add(new BookMessage(BookAction.Immediate, true, OrderForm.Plain, book, _nextId++, StartPrice, LotsPerOrder));
            into.Add(new BookMessage(BookAction.Cancel, false, OrderForm.Plain, book, sell, 0, 0));
        }
    }

    private void Decide(int book)
    {
        List<int> live = _live[book];
        if (live.Count > 0 && _random.Next(100) < _workload.MoveShare)
        {
            Tell(Cancel(book));
            Tell(Add(book, crosses: false));
            return;
        }
        int dice = _random.Next(100);
        bool adds = dice < Workload.AddShare;
        if (adds && live.Count > _workload.LivePerBook + Slack)
            Tell(Cancel(book));
        else if (adds || live.Count < _workload.LivePerBook - Slack)
            Tell(Add(book, crosses: _random.Next(100) < Workload.CrossingAddShare));
        else if (dice < Workload.AddShare + Workload.CancelShare)
            Tell(Cancel(book));
        else
            Tell(Immediate(book));
    }

    private void Tell(in BookMessage message)
    {
        if (_count < _run.Length)
            _run[_count++] = Traded(message);
    }

    private BookMessage Cancel(int book)
    {
        List<int> live = _live[book];
        int at = _random.Next(live.Count);
        int id = live[at];
        live[at] = live[^1];
        live.RemoveAt(live.Count - 1);
        return new BookMessage(BookAction.Cancel, false, _forms[id], book, id, 0, 0);
    }

    private BookMessage Add(int book, bool crosses)
    {
        bool isBuy = _random.Next(2) == 0;
        int away = (crosses ? -1 : 1 + _random.Next(_workload.LevelsPerSide)) * _workload.TickGap;
        int id = _nextId++;
        _forms[id] = FormOf(isBuy);
        return new BookMessage(
            BookAction.Add, isBuy, _forms[id], book, id, Middle() + (isBuy ? -away : away), RandomQuantity());
    }

    private BookMessage Immediate(int book)
    {
        bool isBuy = _random.Next(2) == 0;
        int price = Middle() + (isBuy ? 1 : -1) * _workload.TickGap;
        return new BookMessage(BookAction.Immediate, isBuy, OrderForm.Plain, book, _nextId++, price, RandomQuantity());
    }

    /// <summary>How far the live orders of a book may be from what the workload wants.</summary>
    private int Slack => _workload.LivePerBook / 16;

    private int RandomQuantity() => LotsPerOrder * (1 + _random.Next(MostLotsOfOrder));

    private OrderForm FormOf(bool isBuy)
    {
        if (_random.Next(100) >= _workload.WindowTermsShare)
            return OrderForm.Plain;
        return !isBuy ? OrderForm.Divisible : _random.Next(2) == 0 ? OrderForm.Assembled : OrderForm.Flexible;
    }

    /// <summary>The middle now: up in the first half of the run, down in the second, always a whole number of levels.</summary>
    private int Middle()
    {
        double done = (double)_count / _run.Length;
        double risen = StartPrice * _workload.WanderPercent / 100.0 * (1 - Math.Abs(2 * done - 1));
        return StartPrice + (int)(risen / _workload.TickGap) * _workload.TickGap;
    }

    /// <summary>Applies a message to the generator's own book and forgets the orders that it took away.</summary>
    private BookMessage Traded(in BookMessage message)
    {
        NaiveBook book = _books[message.Book];
        long before = book.Traded;
        book.Apply(message);
        List<int> live = _live[message.Book];
        if (book.Traded != before)
            live.RemoveAll(id => !book.IsLive(id));
        if (message.Action == BookAction.Add && book.IsLive(message.OrderId))
            live.Add(message.OrderId);
        return message;
    }
}
