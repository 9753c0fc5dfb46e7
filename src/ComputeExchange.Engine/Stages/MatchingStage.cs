using ComputeExchange.Core;
using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Queries;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Stages;

/// <summary>Applies commands in order, and answers queries in their place among them.</summary>
internal sealed class MatchingStage : IEventHandler<CommandSlot>
{
    private readonly Exchange _exchange;
    private readonly EventStream _stream;
    private readonly QueryDesk _desk;
    private readonly TopSubscriptions _tops;
    private readonly Action<Command>? _probe;
    private long _deadlineNanos;

    public MatchingStage(Exchange exchange, EventStream stream, EngineOptions options)
    {
        _exchange = exchange;
        _stream = stream;
        _tops = new TopSubscriptions(exchange, stream, options);
        _desk = new QueryDesk(exchange, stream, _tops, options);
        stream.Watcher = _tops;
        _probe = options.Probe;
        _deadlineNanos = exchange.NextDeadline.Nanos;
    }

    /// <summary>When something ends by itself next. Any thread may read it.</summary>
    public EngineTime NextDeadline => new(Volatile.Read(ref _deadlineNanos));

    public void OnBatch(RingBuffer<CommandSlot> ring, long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            ref CommandSlot slot = ref ring[sequence];
            _stream.Begin(sequence);
            if (sequence + Exchange.ForesightDistance <= last)
                Foresee(ring[sequence + Exchange.ForesightDistance]);
            else
                _exchange.Foresee();
            if (slot.Kind == CommandSlotKind.Command)
                Apply(slot.Command);
            else
                _desk.Answer(slot.Query);
            _stream.End();
        }

        _tops.Tell();
        _stream.Publish();
        Volatile.Write(ref _deadlineNanos, _exchange.NextDeadline.Nanos);
    }

    public void OnIdle()
    {
        _tops.Tell();
        _stream.Publish();
    }

    private void Foresee(in CommandSlot coming)
    {
        if (coming.Kind == CommandSlotKind.Command)
            _exchange.Foresee(coming.Command);
        else
            _exchange.Foresee();
    }

    private void Apply(in Command command)
    {
        long sequence = _exchange.Sequence + 1;
        try
        {
            _probe?.Invoke(command);
            _exchange.Apply(command, _stream);
        }
        catch (InvariantException broken)
        {
            throw new BreakingCommandException(sequence, command.Kind, broken);
        }

        if (command.Header.Session != SessionId.Engine)
            return;
        if (command.Kind == CommandKind.ConnectSession)
            _tops.RemoveOf(command.ConnectSession.Session);
        else if (command.Kind == CommandKind.DisconnectSession)
            _tops.RemoveOf(command.DisconnectSession.Session);
    }
}
