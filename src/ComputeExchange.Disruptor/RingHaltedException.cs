namespace ComputeExchange.Disruptor;

/// <summary>The ring takes no more events: it is halted, or closed in order to drain.</summary>
/// <remarks>Its inner exception is the reason, if the ring was halted for one.</remarks>
public sealed class RingHaltedException : Exception
{
    /// <summary>Makes the refusal that a producer gets.</summary>
    /// <param name="reason">Why the ring was halted; null when it was shut down in good order.</param>
    public RingHaltedException(Exception? reason)
        : base(reason is null ? "The ring is shut down." : $"The ring is halted: {reason.Message}", reason)
    {
    }
}

/// <summary>A consumer's handler threw: the reason for which a ring is then halted.</summary>
/// <remarks>Its inner exception is what the handler threw.</remarks>
public sealed class HandlerFailedException : Exception
{
    /// <summary>Records a handler's failure.</summary>
    /// <param name="consumer">The consumer's name.</param>
    /// <param name="first">The first event not done with.</param>
    /// <param name="last">The last event of the batch; below <paramref name="first"/> for an idle call.</param>
    /// <param name="failure">What the handler threw.</param>
    public HandlerFailedException(string consumer, long first, long last, Exception failure)
        : base(Describe(consumer, first, last, failure), failure)
    {
        Consumer = consumer;
        First = first;
        Last = last;
    }

    /// <summary>The name of the consumer that failed.</summary>
    public string Consumer { get; }

    /// <summary>The first event that the consumer is not done with.</summary>
    public long First { get; }

    /// <summary>The last event of the failed batch; below <see cref="First"/> when an idle call failed.</summary>
    public long Last { get; }

    private static string Describe(string consumer, long first, long last, Exception failure)
    {
        string occasion = last < first ? $"when idle before event {first}" : $"in the batch of events {first} to {last}";
        return $"Consumer {consumer} failed {occasion}: {failure.Message}";
    }
}
