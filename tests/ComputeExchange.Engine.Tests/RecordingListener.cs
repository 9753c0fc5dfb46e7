using System.Globalization;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

internal sealed record HeardAnswer(
    Query Query, RejectReason Reason, long Sequence, SessionStreams Session, TopOfBook Top, OrderState[] Orders,
    PositionRow[] Positions, bool HasMore, long PositionsMovedAt);

/// <summary>Writes down all that it is told.</summary>
internal class RecordingListener : IEngineListener
{
    public List<string> Events { get; } = [];

    public List<(long Sequence, int Index)> Places { get; } = [];

    public Dictionary<(int Session, long Number), string> Reports { get; } = [];

    public List<HeardAnswer> Answers { get; } = [];

    public List<long> Snapshots { get; } = [];

    public long LastSequence { get; private set; }

    public int Halts { get; private set; }

    public Exception? HaltReason { get; private set; }

    public int BatchEnds { get; private set; }

    public static string Line(in Event happened)
    {
        string body = happened.Kind switch
        {
            EventKind.New => happened.Accepted.ToString(),
            EventKind.Trade => happened.Trade.ToString(),
            EventKind.Replaced => happened.Replaced.ToString(),
            EventKind.Cancelled => happened.Cancelled.ToString(),
            EventKind.Expired => happened.Expired.ToString(),
            EventKind.Rejected => happened.Rejected.ToString(),
            EventKind.Applied => happened.Applied.ToString(),
            EventKind.PositionSettled => happened.PositionSettled.ToString(),
            EventKind.HourPassed => happened.HourPassed.ToString(),
            EventKind.TopChanged => happened.TopChanged.ToString(),
            _ => "nothing",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{happened.Header} {body}");
    }

    public virtual void OnEvent(in Command command, in Event happened)
    {
        LastSequence = happened.Header.Sequence;
        Places.Add((happened.Header.Sequence, happened.Header.Index));
        Events.Add(Line(happened));
    }

    public virtual void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded) =>
        Reports.Add((session.Value, reportNumber), Convert.ToHexString(encoded));

    public void OnAnswer(in Query query, in Answer answer) => Answers.Add(new HeardAnswer(
        query, answer.Reason, answer.Sequence, answer.Session, answer.Top, answer.Orders.ToArray(), answer.Positions.ToArray(),
        answer.HasMore, answer.PositionsMovedAt));

    public void OnSnapshot(long sequence) => Snapshots.Add(sequence);

    public void OnBatchEnd() => BatchEnds++;

    public virtual void OnHalted(Exception? reason)
    {
        Halts++;
        HaltReason = reason;
    }
}
