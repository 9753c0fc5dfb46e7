using ComputeExchange.Engine;
using ComputeExchange.Host.Options;
using Microsoft.Extensions.Logging;

namespace ComputeExchange.Host.Serve;

/// <summary>Looks at the running engine again and again: logs what an operator has to know, takes an operator's word for the
/// clock, and tells the supervisor that the server is alive, as long as it gets on with its work.</summary>
internal sealed class EngineWatch(
    ThreadedEngine engine, ServeOptions options, ServiceSupervisor supervisor, TimeProvider wall, ILogger log)
{
    private readonly ClockConfirmation _confirmation = new(Path.GetFullPath(options.Data));
    private SpaceStanding _space;
    private TimeSpan _toldAhead;
    private long _published = -1;
    private long _nextAlive = long.MinValue;

    /// <summary>One look.</summary>
    public void Look()
    {
        EngineFigures figures = engine.Figures;
        LookAtSpace(figures);
        LookAtClock(figures);
        TellAlive(figures);
    }

    private void LookAtSpace(in EngineFigures figures)
    {
        if (figures.Space == _space)
            return;
        SpaceOptions bounds = options.Engine.Space;
        if (figures.Space == SpaceStanding.Refusing)
            log.LogError(
                "only {Free} bytes are free, under {Bound}: new orders are refused (Halted), cancels are taken",
                figures.FreeBytes, bounds.RefuseBelowBytes);
        else if (_space == SpaceStanding.Refusing)
            log.LogWarning("{Free} bytes are free again, over {Bound}: orders are taken", figures.FreeBytes, bounds.ResumeAboveBytes);
        else if (figures.Space == SpaceStanding.Low)
            log.LogWarning("{Free} bytes are free, under {Bound}: make room", figures.FreeBytes, bounds.WarnBelowBytes);
        else
            log.LogInformation("{Free} bytes are free", figures.FreeBytes);
        _space = figures.Space;
    }

    private void LookAtClock(in EngineFigures figures)
    {
        if (Take())
        {
            engine.FollowWallClock();
            log.LogWarning("an operator confirmed the wall clock: engine time goes on from it, {Ahead} from where it was",
                figures.WallClockAhead);
            _toldAhead = TimeSpan.Zero;
            return;
        }

        // Once for each time that it is set, not for every look.
        if ((figures.WallClockAhead - _toldAhead).Duration() <= options.Engine.ClockTolerance)
            return;
        _toldAhead = figures.WallClockAhead.Duration() > options.Engine.ClockTolerance ? figures.WallClockAhead : TimeSpan.Zero;
        if (_toldAhead == TimeSpan.Zero)
            log.LogWarning("the wall clock is back where engine time is");
        else
            log.LogError(
                "the wall clock was set and is {Ahead} from engine time, which does not follow it: if it is right, run follow-clock",
                _toldAhead);
    }

    private bool Take()
    {
        try
        {
            return _confirmation.TryTake(wall.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void TellAlive(in EngineFigures figures)
    {
        if (supervisor.AliveEvery is not { } every || wall.GetTimestamp() < _nextAlive)
            return;
        bool hasWork = figures.JournalLag > 0 || figures.MatchingLag > 0 || figures.PublisherLag > 0;
        bool isStuck = hasWork && figures.PublishedSequence == _published;
        _published = figures.PublishedSequence;
        _nextAlive = wall.GetTimestamp() + (long)(every.TotalSeconds * wall.TimestampFrequency);
        if (!isStuck)
            supervisor.TellAlive();
    }
}
