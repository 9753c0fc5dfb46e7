using ComputeExchange.Engine;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>Operators who wait for a snapshot: one that is under way serves all who asked before it began.</summary>
internal sealed class SnapshotRequests(IEngine engine)
{
    private readonly List<Action<long>> _waiting = [];

    public void Ask(Action<long> taken)
    {
        _waiting.Add(taken);
        engine.RequestSnapshot();
    }

    public void OnSnapshot(long sequence)
    {
        Action<long>[] served = [.. _waiting];
        _waiting.Clear();
        foreach (Action<long> taken in served)
            taken(sequence);
    }
}
