using ComputeExchange.Engine;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Path;

/// <summary>Counts the durable reports that the engine tells, and lets a producer wait for one.</summary>
internal sealed class Acknowledgements : IEngineListener
{
    private readonly SemaphoreSlim _arrived = new(0);
    private long _count;

    /// <summary>Reports told so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Whether a waiting producer is woken at each report.</summary>
    public bool Wakes { get; set; }

    /// <summary>Told the number of each report, on the publisher's thread.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Waits for one report.</summary>
    public void Await() => _arrived.Wait();

    /// <inheritdoc/>
    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded)
    {
        Told?.Invoke(reportNumber);
        Interlocked.Increment(ref _count);
        if (Wakes)
            _arrived.Release();
    }

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened)
    {
    }

    /// <inheritdoc/>
    public void OnAnswer(in Query query, in Answer answer)
    {
    }

    /// <inheritdoc/>
    public void OnSnapshot(long sequence)
    {
    }

    /// <inheritdoc/>
    public void OnBatchEnd()
    {
    }

    /// <inheritdoc/>
    public void OnHalted(Exception? reason)
    {
    }
}
