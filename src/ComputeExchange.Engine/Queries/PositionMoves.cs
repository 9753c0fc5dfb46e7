// A list of positions is asked for page by page, and between two pages its participant may trade through another session, or an
// hour may pass: no report of the asking session tells of that. So each page says when the positions last moved.

using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Queries;

/// <summary>When each participant's positions last moved, as far as this run has seen. For the matching thread.</summary>
internal sealed class PositionMoves
{
    private readonly long[] _movedAt = new long[Limits.MaxParticipants + 1];
    private long _allMovedAt;

    /// <summary>The command at which the positions of a participant last moved; 0 when they have not since the start.</summary>
    public long MovedAt(ParticipantId participant) => Math.Max(_allMovedAt, _movedAt[participant.Value]);

    /// <summary>Notes what an event moves.</summary>
    public void On(in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Trade:
                _movedAt[happened.Trade.Buy.Participant.Value] = happened.Header.Sequence;
                _movedAt[happened.Trade.Sell.Participant.Value] = happened.Header.Sequence;
                break;
            case EventKind.PositionSettled:
                _movedAt[happened.PositionSettled.Participant.Value] = happened.Header.Sequence;
                break;
            case EventKind.HourPassed:
                _allMovedAt = happened.Header.Sequence;
                break;
        }
    }
}
