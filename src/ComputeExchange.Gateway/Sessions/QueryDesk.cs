using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>A session's questions about its orders and positions, and an operator's about snapshots.</summary>
internal sealed class QueryDesk(GatewayContext context, SessionConnection connection)
{
    private int _openCount;

    /// <summary>Handles a query.</summary>
    public void OnMessage(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.OpenOrdersQuery when connection.TryRead(body, out OpenOrdersQuery query):
                if (MayAsk(query.QueryId))
                    new OpenOrdersListing(this, query.QueryId).Ask();
                break;
            case MessageType.PositionsQuery when connection.TryRead(body, out PositionsQuery query):
                if (MayAsk(query.QueryId))
                    new PositionsListing(this, query.QueryId).Ask();
                break;
            case MessageType.SnapshotNow when connection.TryRead(body, out SnapshotNow query):
                TakeSnapshot(query.QueryId);
                break;
        }
    }

    /// <summary>Whether nobody waits for answers any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Nobody waits for answers any more.</summary>
    public void End() => HasEnded = true;

    /// <summary>Where the questions go to the engine.</summary>
    public DoorShare Door => connection.Door;

    /// <summary>A question about the session, or its participant.</summary>
    public Query QueryOf(QueryKind kind, long after) =>
        new() { Kind = kind, Session = connection.Session, Participant = connection.Participant, After = after };

    /// <summary>A query is answered: sends the pages, unless nobody waits for them.</summary>
    public void Answer<T>(List<T> pages) where T : struct, IMessage<T>
    {
        _openCount--;
        if (HasEnded)
            return;
        foreach (T page in pages)
            connection.Outbound.Add(page);
    }

    /// <summary>A query cannot be answered.</summary>
    public void Refuse(uint queryId, QueryRefusal reason)
    {
        _openCount--;
        if (!HasEnded)
            connection.Outbound.Add(new QueryRefused { QueryId = queryId, Reason = reason });
    }

    private bool MayAsk(uint queryId)
    {
        _openCount++;
        if (_openCount > context.Options.MaxQueries)
            Refuse(queryId, QueryRefusal.TooMany);
        else
            return true;
        return false;
    }

    private void TakeSnapshot(uint queryId)
    {
        if (!MayAsk(queryId))
            return;
        if (connection.Kind != ParticipantKind.Operator)
        {
            Refuse(queryId, QueryRefusal.NotPermitted);
            return;
        }

        context.Snapshots.Ask(sequence =>
        {
            if (sequence > 0)
                Answer<SnapshotTaken>([new SnapshotTaken { QueryId = queryId, Sequence = sequence }]);
            else
                Refuse(queryId, QueryRefusal.Failed);
        });
    }
}
