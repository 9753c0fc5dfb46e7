using ComputeExchange.Engine;
using ComputeExchange.Host.Demo.Report;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>Listens beside the gateway: the trades as they are told, to be held against those of the journal.</summary>
internal sealed class LiveTrades(IEngineListener gateway) : IEngineListener, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TradeDigest _digest = new();

    /// <summary>The digest of the trades so far, and how many they are.</summary>
    public (string Digest, long Count) SoFar()
    {
        lock (_gate)
            return (_digest.Text, _digest.Count);
    }

    /// <inheritdoc/>
    public void OnEvent(in Command command, in Event happened)
    {
        if (happened.Kind == EventKind.Trade)
        {
            lock (_gate)
                _digest.Add(happened.Trade);
        }
        gateway.OnEvent(command, happened);
    }

    /// <inheritdoc/>
    public void OnReport(SessionId session, long reportNumber, ReadOnlySpan<byte> encoded) =>
        gateway.OnReport(session, reportNumber, encoded);

    /// <inheritdoc/>
    public void OnAnswer(in Query query, in Answer answer) => gateway.OnAnswer(query, answer);

    /// <inheritdoc/>
    public void OnSnapshot(long sequence) => gateway.OnSnapshot(sequence);

    /// <inheritdoc/>
    public void OnBatchEnd() => gateway.OnBatchEnd();

    /// <inheritdoc/>
    public void OnHalted(Exception? reason) => gateway.OnHalted(reason);

    /// <inheritdoc/>
    public void Dispose() => _digest.Dispose();
}
