using System.Runtime.CompilerServices;
using ComputeExchange.Engine;
using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Inbox;

/// <summary>What an entry of the inbox is.</summary>
internal enum InboxKind : byte
{
    /// <summary>A numbered report of a session, encoded.</summary>
    Report,

    /// <summary>An answer to a session's request that is no report, encoded.</summary>
    RequestAnswer,

    /// <summary>A definition for every session, encoded.</summary>
    Reference,

    /// <summary>A top of a basket contract or a print.</summary>
    Market,

    /// <summary>What became of an OpenSession that the gateway sent.</summary>
    SessionOpened,

    /// <summary>An answer to a query.</summary>
    Answer,

    /// <summary>A snapshot is on disk, or could not be made.</summary>
    Snapshot,
}

/// <summary>One entry; of bytes, where they are in the batch; otherwise which of its list.</summary>
internal readonly record struct InboxEntry(InboxKind Kind, SessionId Session, long Number, int Offset, int Length);

/// <summary>The top of a basket contract after a change, or a print of it.</summary>
internal readonly record struct MarketEvent
{
    public Instrument Instrument { get; init; }

    public EngineTime Time { get; init; }

    public bool IsPrint { get; init; }

    public PriceQuantity Bid { get; init; }

    public PriceQuantity Ask { get; init; }

    public Price Price { get; init; }

    public int Quantity { get; init; }

    public Side AggressorSide { get; init; }
}

/// <summary>What became of an OpenSession: an id, or 0.</summary>
internal readonly record struct SessionOpened(Code Name, SessionId Session);

/// <summary>An <see cref="Answer"/> that outlives the call in which it was given.</summary>
internal sealed record EngineAnswer
{
    private const int OwnBytes = 512;

    public required Query Query { get; init; }

    public RejectReason Reason { get; init; }

    public SessionStreams Session { get; init; }

    public EngineTime Time { get; init; }

    public TopOfBook Top { get; init; }

    public OrderState[] Orders { get; init; } = [];

    public PositionRow[] Positions { get; init; } = [];

    public long PositionsMovedAt { get; init; }

    public bool HasMore { get; init; }

    /// <summary>What it takes, about.</summary>
    public long Bytes => OwnBytes + (long)Orders.Length * Unsafe.SizeOf<OrderState>()
        + (long)Positions.Length * Unsafe.SizeOf<PositionRow>();
}

/// <summary>What the engine told between two steps of the gateway, in its order. Two of them take turns.</summary>
internal sealed class InboxBatch
{
    private byte[] _bytes = new byte[64 * 1024];

    public List<InboxEntry> Entries { get; } = [];

    public List<MarketEvent> Market { get; } = [];

    public List<SessionOpened> Opened { get; } = [];

    public List<EngineAnswer> Answers { get; } = [];

    public int Bytes { get; private set; }

    /// <summary>What the answers take, about, in bytes.</summary>
    public long AnswerBytes { get; private set; }

    public ReadOnlySpan<byte> BytesOf(in InboxEntry entry) => _bytes.AsSpan(entry.Offset, entry.Length);

    public void Add(InboxKind kind, SessionId session, long number, ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Bytes < bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Bytes + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(Bytes));
        Entries.Add(new InboxEntry(kind, session, number, Bytes, bytes.Length));
        Bytes += bytes.Length;
    }

    public void Add(in MarketEvent happened)
    {
        Entries.Add(new InboxEntry(InboxKind.Market, default, 0, Market.Count, 0));
        Market.Add(happened);
    }

    public void Add(in SessionOpened opened)
    {
        Entries.Add(new InboxEntry(InboxKind.SessionOpened, opened.Session, 0, Opened.Count, 0));
        Opened.Add(opened);
    }

    public void Add(EngineAnswer answer)
    {
        Entries.Add(new InboxEntry(InboxKind.Answer, answer.Query.Session, 0, Answers.Count, 0));
        Answers.Add(answer);
        AnswerBytes += answer.Bytes;
    }

    public void Clear()
    {
        Entries.Clear();
        Market.Clear();
        Opened.Clear();
        Answers.Clear();
        Bytes = 0;
        AnswerBytes = 0;
    }
}
