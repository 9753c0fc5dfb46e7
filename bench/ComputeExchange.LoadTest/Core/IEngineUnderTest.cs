namespace ComputeExchange.LoadTest.Core;

/// <summary>Something that takes the messages of a workload, a chunk at a time: made ready off the clock, applied on it.</summary>
internal interface IEngineUnderTest
{
    /// <summary>What it has told: events, or 0 for the naive book, which tells nothing.</summary>
    long Events { get; }

    /// <summary>Trades so far.</summary>
    long Trades { get; }

    /// <summary>Makes the next messages ready, as the engine's caller would hand them over.</summary>
    void Prepare(ReadOnlySpan<BookMessage> chunk);

    /// <summary>Applies what was made ready.</summary>
    void Apply();
}

/// <summary>The naive book: the yardstick of every row.</summary>
internal sealed class NaiveUnderTest(int books, int chunkLength) : IEngineUnderTest
{
    private readonly NaiveBook[] _books = NaiveBook.Create(books);
    private readonly BookMessage[] _chunk = new BookMessage[chunkLength];
    private int _length;

    public long Events => 0;

    public long Trades => _books.Sum(book => book.Trades);

    public void Prepare(ReadOnlySpan<BookMessage> chunk)
    {
        chunk.CopyTo(_chunk);
        _length = chunk.Length;
    }

    public void Apply()
    {
        foreach (ref readonly BookMessage message in _chunk.AsSpan(0, _length))
            _books[message.Book].Apply(message);
    }
}
