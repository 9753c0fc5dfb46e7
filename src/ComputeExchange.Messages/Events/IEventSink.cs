namespace ComputeExchange.Messages;

/// <summary>Where the core puts events, in the order in which they happen.</summary>
public interface IEventSink
{
    /// <summary>Takes one event; the reference is valid during the call only.</summary>
    void On(in Event happened);
}
