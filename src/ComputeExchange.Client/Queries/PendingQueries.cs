using System.Collections.Concurrent;
using ComputeExchange.Client.Connection;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Queries;

/// <summary>Queries without an answer yet; a new connection asks them anew.</summary>
internal sealed class PendingQueries
{
    private readonly ConcurrentDictionary<uint, Pending> _pending = new();
    private int _lastId;

    public uint NextId() => (uint)Interlocked.Increment(ref _lastId);

    /// <summary>Adds a query: its frame, and what puts its pages together.</summary>
    public Task<TResult> Add<TResult>(uint id, byte[] frame, Func<List<object>, TResult> assemble)
    {
        TaskCompletionSource<TResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = new Pending(
            frame, [], pages => completion.TrySetResult(assemble(pages)), failure => completion.TrySetException(failure));
        return completion.Task;
    }

    /// <summary>The frames of all queries, to ask them anew; what was gathered so far is dropped.</summary>
    public List<byte[]> Restart()
    {
        List<byte[]> frames = [];
        foreach (Pending pending in _pending.OrderBy(entry => entry.Key).Select(entry => entry.Value))
        {
            pending.Pages.Clear();
            frames.Add(pending.Frame);
        }

        return frames;
    }

    /// <summary>Takes an answer.</summary>
    public void Take(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.OpenOrdersPage:
                OpenOrdersPage orders = Wire.Read<OpenOrdersPage>(body);
                OnPage(orders.QueryId, orders, orders.IsLast);
                break;
            case MessageType.PositionsPage:
                PositionsPage positions = Wire.Read<PositionsPage>(body);
                OnPage(positions.QueryId, positions, positions.IsLast);
                break;
            case MessageType.SnapshotTaken:
                SnapshotTaken taken = Wire.Read<SnapshotTaken>(body);
                OnPage(taken.QueryId, taken, isLast: true);
                break;
            case MessageType.QueryRefused:
                QueryRefused refused = Wire.Read<QueryRefused>(body);
                OnRefused(refused.QueryId, refused.Reason);
                break;
        }
    }

    private void OnPage(uint id, object page, bool isLast)
    {
        if (!_pending.TryGetValue(id, out Pending? pending))
            return;
        pending.Pages.Add(page);
        if (isLast && _pending.TryRemove(id, out _))
            pending.Complete(pending.Pages);
    }

    private void OnRefused(uint id, QueryRefusal reason)
    {
        if (_pending.TryRemove(id, out Pending? pending))
            pending.Fail(new InvalidOperationException($"The query was refused: {reason}."));
    }

    public void Fail(Exception reason)
    {
        foreach (uint id in _pending.Keys)
            if (_pending.TryRemove(id, out Pending? pending))
                pending.Fail(reason);
    }

    private sealed record Pending(byte[] Frame, List<object> Pages, Action<List<object>> Complete, Action<Exception> Fail);
}
