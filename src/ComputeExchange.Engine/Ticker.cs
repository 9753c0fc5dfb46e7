using ComputeExchange.Engine.Stages;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>Lets time pass where no command does: a tick when something is due, else now and then.</summary>
internal sealed class Ticker(IEngine engine, MatchingStage matching, EngineOptions options)
{
    private EngineTime _lastTick = engine.Now;

    /// <summary>Sends a tick if one is due and there is room for it.</summary>
    public bool TryStep()
    {
        EngineTime now = engine.Now;
        EngineTime deadline = matching.NextDeadline;
        // A deadline at or before the last tick is one that this tick, on its way, will deal with.
        bool isDue = deadline <= now && deadline > _lastTick;
        if (!isDue && now.Nanos - _lastTick.Nanos < options.TickEvery.Ticks * TimeSpan.NanosecondsPerTick)
            return false;
        if (!engine.TrySubmit(Command.Tick(new CommandHeader { Time = now, Session = SessionId.Engine }), default))
            return false;
        _lastTick = now;
        return true;
    }
}
