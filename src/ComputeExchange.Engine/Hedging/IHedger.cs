using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>Who turns fills into hedge orders: a fold over the stream of events, asked now and then for a decision.</summary>
/// <remarks>
/// Called from one thread at a time, with all events since the beginning of the journal or since those that it was loaded with,
/// in order, each once. So what it decides depends on durable state alone, and a crash between a fill and its hedge never hedges
/// twice. The engine makes several: one decides, others only fold for a snapshot.
/// </remarks>
public interface IHedger
{
    /// <summary>Takes one event. Both references are valid during the call only.</summary>
    void OnEvent(in Command command, in Event happened);

    /// <summary>Decides, from what was folded so far. Only asked when all durable events have been folded.</summary>
    /// <param name="now">What to stamp the command with.</param>
    /// <param name="command">The command to submit, with its session and request number. It is submitted once for certain,
    /// as soon as the command ring has room, unless the engine stops first.</param>
    /// <returns>Whether there is one.</returns>
    bool TryStep(EngineTime now, out Command command);

    /// <summary>Writes all that was folded; the same events give the same bytes.</summary>
    void Save(Stream into);

    /// <summary>Takes over what was saved, into a fold that has seen nothing yet; reads exactly as far as was written.</summary>
    void Load(Stream from);
}
