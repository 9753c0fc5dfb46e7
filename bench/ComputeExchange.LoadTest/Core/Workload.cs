namespace ComputeExchange.LoadTest.Core;

/// <summary>A seeded stream of messages over one or many books, by the shares of what happens in it.</summary>
/// <remarks>Each book has a middle price; passive adds lie one to so many levels away from it, crossing orders one level on the
/// other side of it. Cancels pick a random order that is live in the naive book.</remarks>
/// <param name="Name">How tables name it.</param>
/// <param name="Books">How many books.</param>
/// <param name="LivePerBook">How many live orders a book is filled with before the run, and held at.</param>
/// <param name="LevelsPerSide">Over how many levels adds are spread.</param>
/// <param name="TickGap">Ticks between two levels.</param>
/// <param name="WanderPercent">How far the middle moves up within the run, in its first half, and down again in its second.</param>
/// <param name="MoveShare">Of a hundred decisions how many move an order: two messages, a cancel and an add under a new id.</param>
/// <param name="IsForward">Whether the books are forwards under bilateral credit, or basket futures.</param>
/// <param name="WindowTermsShare">Of a hundred adds how many are divisible (sells), assembled or flexible (buys).</param>
public sealed record Workload(
    string Name, int Books, int LivePerBook, int LevelsPerSide, int TickGap, int WanderPercent, int MoveShare,
    bool IsForward = false, int WindowTermsShare = 0)
{
    /// <summary>Adds, cancels and immediate orders in a hundred messages that move nothing.</summary>
    public const int AddShare = 58, CancelShare = 39, ImmediateShare = 100 - AddShare - CancelShare;

    /// <summary>Of a hundred adds how many cross; with the immediate orders a tenth of the messages trade.</summary>
    public const int CrossingAddShare = 12;

    /// <summary>One book, 58 % add, 39 % cancel, 3 % immediate, about 500 live orders on 58 levels.</summary>
    public static readonly Workload OneBook = new("W1", 1, 500, 29, 1, 0, 0);

    /// <summary>The same over 1,000 books with about 60,000 live orders.</summary>
    public static readonly Workload ThousandBooks = OneBook with { Name = "W2", Books = 1_000, LivePerBook = 60 };

    /// <summary>Three quarters of the decisions move an order.</summary>
    public static readonly Workload Moves = OneBook with { Name = "W3", MoveShare = 75 };

    /// <summary>A price that wanders 40 % within the run, with levels 37 ticks apart.</summary>
    public static readonly Workload Wandering = OneBook with { Name = "W4", TickGap = 37, WanderPercent = 40 };

    /// <summary>W2 on forwards, with bilateral credit among 64 participants, a third of the pairs without a line.</summary>
    public static readonly Workload Forwards = ThousandBooks with { Name = "F1", IsForward = true };

    /// <summary>F1 with a fifth of the adds divisible, assembled or flexible.</summary>
    public static readonly Workload WindowTerms = Forwards with { Name = "F2", WindowTermsShare = 20 };

    /// <summary>All of them, in the order of the table.</summary>
    public static readonly IReadOnlyList<Workload> All = [OneBook, ThousandBooks, Moves, Wandering, Forwards, WindowTerms];

    /// <summary>The messages that fill the books, then those to measure.</summary>
    public (BookMessage[] Fill, BookMessage[] Run) Generate(int messages, int seed) =>
        new WorkloadGenerator(this, messages, seed).Generate();
}
