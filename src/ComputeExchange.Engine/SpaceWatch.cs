// The journal must never meet a full device by surprise: it would halt with commands taken in that nobody was told of. So new
// orders end while there is still room for some segments and a snapshot. That is a command like any other, so that a replay
// refuses the very same orders.

using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>How the room on the device stands.</summary>
public enum SpaceStanding
{
    /// <summary>There is enough.</summary>
    Enough = 0,

    /// <summary>There is less than <see cref="SpaceOptions.WarnBelowBytes"/>.</summary>
    Low,

    /// <summary>New orders are refused.</summary>
    Refusing,
}

/// <summary>Looks at the room that is left, and halts and resumes everything with it, apart from what operators halt.</summary>
internal sealed class SpaceWatch(IStorage storage, IEngine engine, EngineOptions options, bool isHalted)
{
    private readonly SpaceOptions _space = options.Space;
    private bool _isHalted = isHalted;
    private long _nextLook = long.MinValue;
    private long _freeBytes = long.MaxValue;
    private int _standing;

    /// <summary>The room when it was last looked at. Any thread may read it.</summary>
    public long FreeBytes => Volatile.Read(ref _freeBytes);

    /// <summary>What that means. Any thread may read it.</summary>
    public SpaceStanding Standing => (SpaceStanding)Volatile.Read(ref _standing);

    /// <summary>Looks, if it is time, and halts or resumes if that is called for and there is room in the ring.</summary>
    /// <returns>Whether it did.</returns>
    public bool TryStep()
    {
        if (options.Clock.GetTimestamp() < _nextLook || !TryLook(out long free))
            return false;
        bool isHalted = _space.RefuseBelowBytes > 0
            && free < (_isHalted ? _space.ResumeAboveBytes : _space.RefuseBelowBytes);
        if (isHalted != _isHalted && !TrySay(isHalted))
            return false;
        bool hasChanged = isHalted != _isHalted;
        _isHalted = isHalted;
        _nextLook = options.Clock.GetTimestamp() + (long)(_space.LookEvery.TotalSeconds * options.Clock.TimestampFrequency);
        Volatile.Write(ref _freeBytes, free);
        Volatile.Write(ref _standing, (int)StandingOf(free));
        return hasChanged;
    }

    private SpaceStanding StandingOf(long free)
    {
        if (_isHalted)
            return SpaceStanding.Refusing;
        return free < _space.WarnBelowBytes ? SpaceStanding.Low : SpaceStanding.Enough;
    }

    private bool TryLook(out long free)
    {
        try
        {
            free = storage.FreeBytes;
            return true;
        }
        catch (IOException)
        {
            // Who cannot say how much there is may be able to write all the same; the journal will tell.
            free = 0;
            return false;
        }
    }

    private bool TrySay(bool on) => engine.TrySubmit(
        Command.Of(new CommandHeader { Time = engine.Now, Session = SessionId.Engine }, new SetHalt { On = on }), default);
}
