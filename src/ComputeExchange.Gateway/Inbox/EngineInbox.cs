// The publisher must not be held up by the gateway, nor the gateway by the publisher: what the engine tells is copied into a
// batch under a lock that is held for a copy only, and the gateway takes whole batches. When the gateway falls so far behind
// that the
// bound is reached, nothing is queued any more; it then cuts every session off, and each takes up its streams from the report
// log.

using ComputeExchange.Engine;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Inbox;

/// <summary>Takes what the engine tells, on the publisher's thread, for the gateway's.</summary>
internal sealed class EngineInbox(ReferenceDirectory directory, EngineTimeSource time, int maxBytes, WakeSignal wake)
    : IEngineListener
{
    private const int EntryBytes = 24;

    private readonly object _gate = new();
    private readonly bool[] _isListenedTo = new bool[ushort.MaxValue + 1];
    private readonly long[] _lastAnswered = new long[ushort.MaxValue + 1];
    private InboxBatch _filling = new();
    private InboxBatch _emptied = new();
    private bool _hasOverflowed;
    private volatile bool _isHalted;

    /// <summary>Whether the engine has stopped.</summary>
    public bool IsHalted => _isHalted;

    /// <summary>From now on, or no longer, the session's reports are wanted.</summary>
    public void Listen(SessionId session, bool isWanted) => Volatile.Write(ref _isListenedTo[session.Value], isWanted);

    /// <summary>The last request of a session whose command has told something: all up to it are applied.</summary>
    public long LastAnswered(SessionId session) => Volatile.Read(ref _lastAnswered[session.Value]);

    /// <summary>What was told since the last call, in order; valid until the next call.</summary>
    /// <param name="hasOverflowed">Whether something was left out.</param>
    public InboxBatch Take(out bool hasOverflowed)
    {
        _emptied.Clear();
        lock (_gate)
        {
            (_filling, _emptied) = (_emptied, _filling);
            hasOverflowed = _hasOverflowed;
            _hasOverflowed = false;
        }

        return _emptied;
    }

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened)
    {
        ref readonly EventHeader header = ref happened.Header;
        if (header.Session != SessionId.Engine && !IsGap(happened))
            NoteAnswered(header.Session, header.RequestNumber);
        switch (happened.Kind)
        {
            case EventKind.Applied: OnApplied(command, happened); break;
            case EventKind.Rejected: OnRejected(command, happened); break;
            case EventKind.TopChanged: OnTop(happened); break;
            case EventKind.Trade when happened.Trade.Instrument.IsBasket: OnPrint(happened); break;
        }
    }

    /// <inheritdoc/>
    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded)
    {
        if (Volatile.Read(ref _isListenedTo[session.Value]))
            Add(InboxKind.Report, session, reportNumber, encoded);
    }

    /// <inheritdoc/>
    public void OnAnswer(in Query query, in Answer answer)
    {
        EngineAnswer kept = new()
        {
            Query = query,
            Reason = answer.Reason,
            Session = answer.Session,
            Time = time.Now,
            Top = answer.Top,
            Orders = answer.Orders.ToArray(),
            Positions = answer.Positions.ToArray(),
            PositionsMovedAt = answer.PositionsMovedAt,
            HasMore = answer.HasMore,
        };
        // Who asked once gets one answer, and the door bounds the questions. A subscription is answered again and again: the next
        // look at the top, after the session has come back, is as good.
        bool isStanding = query.Kind == QueryKind.SubscribeTop;
        lock (_gate)
            if (!isStanding || HasRoom((int)kept.Bytes))
                _filling.Add(kept);
    }

    /// <inheritdoc/>
    public void OnSnapshot(long sequence)
    {
        Add(InboxKind.Snapshot, default, sequence, default);
        wake.Set();
    }

    /// <inheritdoc/>
    public void OnBatchEnd() => wake.Set();

    /// <inheritdoc/>
    public void OnHalted(Exception? reason)
    {
        _isHalted = true;
        wake.Set();
    }

    private static bool IsGap(in Event happened) =>
        happened.Kind == EventKind.Rejected && happened.Rejected.Reason == RejectReason.RequestGap;

    private void NoteAnswered(SessionId session, long requestNumber)
    {
        ref long last = ref _lastAnswered[session.Value];
        if (requestNumber > last)
            Volatile.Write(ref last, requestNumber);
    }

    private void OnApplied(in Command command, in Event happened)
    {
        ushort id = happened.Applied.Id;
        if (directory.Fold(command, id))
            Add(InboxKind.Reference, default, 0, ReferenceDirectory.MessageOf(command, id));
        SessionId by = happened.Header.Session;
        if (by == SessionId.Engine && command.Kind == CommandKind.OpenSession)
            Add(new SessionOpened(command.OpenSession.Name, new SessionId(id)));
        if (by != SessionId.Engine && Volatile.Read(ref _isListenedTo[by.Value]))
            AddAnswer(by, RequestApplied.Of(happened));
    }

    private void OnRejected(in Command command, in Event happened)
    {
        SessionId by = happened.Header.Session;
        RejectReason reason = happened.Rejected.Reason;
        if (by == SessionId.Engine && command.Kind == CommandKind.OpenSession)
            Add(new SessionOpened(command.OpenSession.Name, default));

        // A number reused or left out may be told as a numbered report, which then comes by itself.
        bool isUnnumbered = happened.Rejected.ReportNumber == 0 && by != SessionId.Engine;
        if (isUnnumbered && reason is RejectReason.RequestNumberReused or RejectReason.RequestGap)
            AddAnswer(by, new RequestRefused { RequestNumber = happened.Header.RequestNumber, Reason = reason });
    }

    private void OnTop(in Event happened)
    {
        ref readonly TopChanged top = ref happened.TopChanged;
        AddMarket(new MarketEvent
        {
            Instrument = Instrument.Future(top.Basket, top.Month),
            Time = happened.Header.Time,
            Bid = top.Bid,
            Ask = top.Ask,
        });
    }

    private void OnPrint(in Event happened)
    {
        ref readonly Trade trade = ref happened.Trade;
        AddMarket(new MarketEvent
        {
            Instrument = trade.Instrument,
            Time = happened.Header.Time,
            IsPrint = true,
            Price = trade.Price,
            Quantity = trade.Quantity,
            AggressorSide = trade.AggressorSide,
        });
    }

    private void AddAnswer<T>(SessionId session, in T message) where T : struct, IMessage<T>
    {
        Span<byte> body = stackalloc byte[128];
        Add(InboxKind.RequestAnswer, session, 0, body[..MessageCodec.Encode(message, body)]);
    }

    private void Add(InboxKind kind, SessionId session, long number, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            if (HasRoom(bytes.Length))
                _filling.Add(kind, session, number, bytes);
    }

    private void AddMarket(in MarketEvent happened)
    {
        lock (_gate)
            if (HasRoom(EntryBytes))
                _filling.Add(happened);
    }

    private void Add(in SessionOpened opened)
    {
        lock (_gate)
            _filling.Add(opened);
    }

    private bool HasRoom(int bytes)
    {
        if (_hasOverflowed || _filling.Bytes + _filling.AnswerBytes + (_filling.Entries.Count + 1L) * EntryBytes + bytes > maxBytes)
            _hasOverflowed = true;
        return !_hasOverflowed;
    }
}

/// <summary>Where engine time comes from, before there is an engine to ask.</summary>
internal sealed class EngineTimeSource
{
    /// <summary>The engine, once it is there.</summary>
    public IEngine? Engine { get; set; }

    /// <summary>Engine time now.</summary>
    public EngineTime Now => Engine?.Now ?? default;
}
