// The publisher takes from two rings in step. The event ring says what happened; the command ring, behind the journal, says
// how far that is on disk. An event is passed on once the journal is done with the slot of its command; when the last event
// of a command is passed on, that slot goes back to the producers. It waits for the journal and for matching, never for a
// socket, never for a slot of the command ring, never for the hedger.

using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Hedging;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Stages;

/// <summary>Passes on what happened, once it can no longer be lost.</summary>
internal sealed class PublisherStage(
    RingBuffer<CommandSlot> commands,
    EventPoller<CommandSlot> durable,
    RingBuffer<EventSlot> events,
    EventPoller<EventSlot> made,
    ReportStage reports,
    HedgerFeed? hedger,
    long startSequence,
    int pageRows)
{
    private const int BatchMax = 256;

    // Held by whoever takes a step: the publisher's thread, or the journal's where little has come.
    private readonly Lock _turn = new();

    private readonly OrderState[] _orderRows = new OrderState[pageRows];
    private readonly PositionRow[] _positionRows = new PositionRow[pageRows];
    private int _orders;
    private int _positions;
    private bool _isInsideCommand;
    private bool _hasEnded;
    private long _durableSlot = Sequence.Initial;
    private long _sequence = startSequence;

    /// <summary>Who is told; set before anything is submitted.</summary>
    public IEngineListener? Listener { get; set; }

    /// <summary>The last command all of whose events were told. Any thread may read it.</summary>
    public long PublishedSequence => Volatile.Read(ref _sequence);

    /// <summary>Passes on what is there and durable, up to a bound; never waits.</summary>
    /// <returns>Whether anything was passed on.</returns>
    public bool TryStep()
    {
        lock (_turn)
            return Step();
    }

    /// <summary>The same until there is nothing more, unless another thread is at it.</summary>
    /// <exception cref="EngineHaltedException">A step failed.</exception>
    public void PassOnIfFree()
    {
        if (!_turn.TryEnter())
            return;
        try
        {
            while (Step())
            {
            }
        }
        catch (Exception cause)
        {
            throw EngineHaltedException.Of(EnginePath.PublisherName, cause);
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>From now on nothing is passed on any more, whichever thread asks for it.</summary>
    public void End()
    {
        lock (_turn)
            _hasEnded = true;
    }

    private bool Step()
    {
        if (_hasEnded)
            return false;
        long first = made.Sequence.Value + 1;
        long last = Math.Min(made.HighestAvailable(), first + BatchMax - 1);
        long sequence = first;
        for (; sequence <= last && IsDurable(events[sequence].CommandSlot); sequence++)
        {
            ref EventSlot slot = ref events[sequence];
            Pass(ref slot);
            _isInsideCommand = !slot.EndsCommand && slot.Kind == EventSlotKind.Event;
            if (slot.EndsCommand)
                End(slot.CommandSlot);
        }

        if (sequence == first)
            return false;
        made.Done(sequence - 1);
        reports.EndBatch(PublishedSequence);
        Listener?.OnBatchEnd();
        return true;
    }

    /// <summary>Waits for what is missing for the next step.</summary>
    /// <returns>False when the engine is halted.</returns>
    public bool Wait(int timeoutMillis)
    {
        long next = made.Sequence.Value + 1;
        WaitOutcome outcome = made.WaitFor(next, timeoutMillis);
        if (outcome == WaitOutcome.Reached && !IsDurable(events[next].CommandSlot))
            outcome = durable.WaitFor(events[next].CommandSlot, timeoutMillis);
        return outcome != WaitOutcome.Alerted;
    }

    /// <summary>What there is to do when nothing happens.</summary>
    public void Idle()
    {
        lock (_turn)
        {
            if (!_isInsideCommand)
                hedger?.OnCommandEnd(PublishedSequence);
        }
    }

    private bool IsDurable(long commandSlot)
    {
        if (commandSlot > _durableSlot)
            _durableSlot = durable.HighestAvailable();
        return commandSlot <= _durableSlot;
    }

    private void Pass(ref EventSlot slot)
    {
        switch (slot.Kind)
        {
            case EventSlotKind.Event:
                Tell(commands[slot.CommandSlot].Command, slot.Event);
                break;
            case EventSlotKind.OrderRow:
                _orderRows[_orders++] = slot.OrderRow;
                break;
            case EventSlotKind.PositionRow:
                _positionRows[_positions++] = slot.PositionRow;
                break;
            case EventSlotKind.Answer:
                Tell(slot.Answer);
                break;
        }
    }

    private void Tell(in Command command, in Event happened)
    {
        Listener?.OnEvent(command, happened);
        reports.Tell(happened, Listener);
        hedger?.OnEvent(command, happened);
    }

    private void Tell(in AnswerBody body)
    {
        Answer answer = new()
        {
            Reason = body.Reason,
            Sequence = body.Sequence,
            Session = body.Session,
            Top = body.Top,
            Orders = _orderRows.AsSpan(0, _orders),
            Positions = _positionRows.AsSpan(0, _positions),
            PositionsMovedAt = body.PositionsMovedAt,
            HasMore = body.HasMore,
        };
        _orders = 0;
        _positions = 0;
        Listener?.OnAnswer(body.Query, answer);
    }

    private void End(long commandSlot)
    {
        if (commands[commandSlot].Kind == CommandSlotKind.Command)
        {
            Volatile.Write(ref _sequence, _sequence + 1);
            hedger?.OnCommandEnd(_sequence);
        }

        durable.Done(commandSlot);
    }
}
