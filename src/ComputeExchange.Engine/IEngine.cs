using ComputeExchange.Journal;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>The engine as the gateway sees it: requests go in without waiting, events come out once they are durable.</summary>
/// <remarks>Every method may be called from any thread and returns at once.</remarks>
public interface IEngine
{
    /// <summary>The time that a producer stamps on a command now.</summary>
    EngineTime Now { get; }

    /// <summary>Puts a command into the ring. False when the ring is full or closed: the caller keeps the request and comes back.</summary>
    /// <param name="command">The decoded command, stamped with time, session and request number.</param>
    /// <param name="body">The very bytes that the client sent, which the journal keeps; empty for a command that the caller
    /// made itself, which the engine then encodes.</param>
    bool TrySubmit(in Command command, ReadOnlySpan<byte> body);

    /// <summary>Asks the matching thread something about the state as of now; neither journaled nor applied. The answer comes
    /// through <see cref="IEngineListener.OnAnswer"/>, in its place between the events. False when the ring is full or closed.</summary>
    bool TryAsk(in Query query);

    /// <summary>Reads execution reports of a session back, encoded as they were sent, from a report number on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="fromReportNumber">The first report wanted.</param>
    /// <param name="into">Receives whole encoded reports, each behind a 4-byte little-endian length.</param>
    /// <param name="nextReportNumber">The number to go on from; the same as <paramref name="fromReportNumber"/> when there is
    /// none yet.</param>
    /// <returns>Bytes written.</returns>
    int ReadReports(SessionId session, long fromReportNumber, Span<byte> into, out long nextReportNumber);

    /// <summary>The first report of a session that is still kept; 1 when none has been dropped.</summary>
    long FirstReport(SessionId session);

    /// <summary>The hash over the whole journal up to a command that is durable: who keeps it can tell later whether anything
    /// before was changed.</summary>
    JournalHead JournalHead { get; }

    /// <summary>Asks for a snapshot; it is built by replay, off the matching thread.</summary>
    void RequestSnapshot();
}

/// <summary>What the gateway wants to hear; called on the publisher's thread, which must not be held up.</summary>
public interface IEngineListener
{
    /// <summary>An event whose command is on disk. Both references are valid during the call only.</summary>
    void OnEvent(in Command command, in Event happened);

    /// <summary>An execution report of one side of an event, encoded, numbered, and already in the report log.</summary>
    void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded);

    /// <summary>The answer to a query.</summary>
    void OnAnswer(in Query query, in Answer answer);

    /// <summary>A snapshot that was asked for is on disk, or could not be made; from any thread.</summary>
    /// <param name="sequence">The last command whose effect it holds; 0 when it could not be made.</param>
    void OnSnapshot(long sequence)
    {
    }

    /// <summary>All events of a batch have been told: what was gathered for sockets may be sent.</summary>
    void OnBatchEnd();

    /// <summary>The engine has stopped; nothing follows.</summary>
    void OnHalted(Exception? reason);
}
