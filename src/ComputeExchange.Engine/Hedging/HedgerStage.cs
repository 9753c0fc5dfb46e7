using ComputeExchange.Disruptor;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Hedging;

/// <summary>Gives the hedger every event, then asks it for a decision and submits that, coming back while there is no room.</summary>
internal sealed class HedgerStage(
    IHedger hedger, HedgerFeed feed, IEngine engine, Action<long, IHedger, ExecPlace> catchUp, Func<long> toldThrough,
    long foldedThrough)
{
    private const int BatchMax = 256;

    private ExecPlace _folded = new(foldedThrough, int.MaxValue);
    private long _foldedThrough = foldedThrough;
    private Command _pending;
    private bool _hasPending;
    private bool _isAwaitingFeed;

    /// <summary>All events of the commands before this one are folded: what a catching up may read begins there. Any thread may
    /// ask.</summary>
    public long FoldedThrough => Volatile.Read(ref _foldedThrough);

    /// <summary>Folds what is there, and decides when there is nothing more; never waits.</summary>
    /// <returns>Whether anything was done.</returns>
    public bool TryStep()
    {
        if (_isAwaitingFeed)
            return TryCatchUp();
        // Read before the ring is looked at: when that is then empty, all that was told by now is folded.
        long told = toldThrough();
        if (Fold())
            return true;
        if (feed.IsLost)
        {
            feed.AskToResume();
            _isAwaitingFeed = true;
            return true;
        }

        if (told > _folded.Sequence)
            MoveTo(new ExecPlace(told, int.MaxValue));
        if (_hasPending)
            return TrySubmit();
        return hedger.TryStep(engine.Now, out _pending) && (_hasPending = true) && TrySubmit();
    }

    private bool Fold()
    {
        EventPoller<HedgerSlot> poller = feed.Poller;
        long first = poller.Sequence.Value + 1;
        long last = Math.Min(poller.HighestAvailable(), first + BatchMax - 1);
        for (long sequence = first; sequence <= last; sequence++)
        {
            ref HedgerSlot slot = ref feed.Ring[sequence];
            // What a catching up has read from the journal may still lie here.
            if (!_folded.IsBefore(slot.Event))
                continue;
            hedger.OnEvent(slot.Command, slot.Event);
            _folded = ExecPlace.Of(slot.Event);
        }

        if (last < first)
            return false;
        poller.Done(last);
        MoveTo(_folded);
        return true;
    }

    private void MoveTo(ExecPlace folded)
    {
        _folded = folded;
        Volatile.Write(ref _foldedThrough, folded.Sequence);
    }

    private bool TryCatchUp()
    {
        if (!feed.HasResumed(out long through))
            return false;
        catchUp(through, hedger, _folded);
        MoveTo(new ExecPlace(through, int.MaxValue));
        _isAwaitingFeed = false;
        return true;
    }

    private bool TrySubmit()
    {
        if (!engine.TrySubmit(_pending, default))
            return false;
        _hasPending = false;
        return true;
    }
}

/// <summary>The place of an event in the run.</summary>
internal readonly record struct ExecPlace(long Sequence, int Index)
{
    public static ExecPlace Of(in Event happened) => new(happened.Header.Sequence, happened.Header.Index);

    public bool IsBefore(in Event happened) => happened.Header.Sequence > Sequence
        || happened.Header.Sequence == Sequence && happened.Header.Index > Index;
}
