namespace ComputeExchange.Disruptor;

/// <summary>What a consumer does with the events of a ring.</summary>
/// <typeparam name="T">The event: a value type that lives in its slot and is never copied.</typeparam>
/// <remarks>
/// All calls to one handler come from one thread at a time. An exception from any of them stops the consumer and halts
/// the ring. A handler must never wait for room in its own ring: it is itself what makes room.
/// </remarks>
public interface IEventHandler<T>
    where T : struct
{
    /// <summary>Takes all events that are there, in order, up to the consumer's batch limit.</summary>
    /// <param name="ring">The ring; <c>ring[sequence]</c> is the event, by reference.</param>
    /// <param name="first">The number of the first event of the batch.</param>
    /// <param name="last">The number of the last, at least <paramref name="first"/>: after it the batch ends.</param>
    /// <remarks>
    /// When this returns, the whole batch counts as done: dependent consumers go on, and the slots are given back. No
    /// reference into the ring may be kept beyond that.
    /// </remarks>
    void OnBatch(RingBuffer<T> ring, long first, long last);

    /// <summary>Called once a batch counts as done, before those that wait for it are woken: a handler may do at once what it would
    /// wake another thread for. Does nothing unless overridden.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="first">The number of the first event of the batch.</param>
    /// <param name="last">The number of the last.</param>
    void OnDone(RingBuffer<T> ring, long first, long last)
    {
    }

    /// <summary>Called once those that wait for the batch have been woken, for what none of them waits for. Does nothing unless
    /// overridden.</summary>
    void OnTold()
    {
    }

    /// <summary>Called when no event has come for the consumer's idle time. Does nothing unless overridden.</summary>
    void OnIdle()
    {
    }
}
