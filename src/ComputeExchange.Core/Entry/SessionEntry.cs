using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Sessions are opened, connected and disconnected; orders of one that stays away are cancelled if it asked for that.</summary>
internal sealed class SessionEntry(ReferenceData reference, EngineClock clock, SessionTable sessions, OrderEntry orders)
{
    private readonly List<Session> _inGrace = [];

    /// <summary>The next time at which a session's grace ends; kept, since every command that brings time asks for it.</summary>
    public EngineTime NextDeadline { get; private set; } = EngineTime.Never;

    public Refusal Open(in OpenSession open, SessionId by, out ushort id)
    {
        id = 0;
        if (reference.Participants[open.Participant.Value] is not { } participant)
            return new Refusal(RejectReason.UnknownParticipant, RejectField.Participant);
        bool isReserved = open.Name.StartsWith(ReservedNames.HedgeSessionPrefix) && by != SessionId.Engine;
        Session? known = sessions.Find(open.Name);
        if (isReserved || known is not null && known.Participant != participant)
            return new Refusal(RejectReason.NotPermitted, RejectField.Session);
        if (known is null && sessions.IsFull)
            return new Refusal(RejectReason.LimitExceeded, RejectField.Session);
        id = (known ?? sessions.Open(participant, open.Name)).Id.Value;
        return Refusal.None;
    }

    public Refusal Connect(in ConnectSession connect)
    {
        if (sessions[connect.Session] is not { } session)
            return new Refusal(RejectReason.UnknownOrder, RejectField.Session);
        session.IsConnected = true;
        session.CancelOnDisconnect = connect.CancelOnDisconnect;
        session.GraceNanos = Math.Max(connect.GraceNanos, 0);
        session.GraceDeadline = EngineTime.Never;
        if (_inGrace.Remove(session))
            FindNextDeadline();
        return Refusal.None;
    }

    public Refusal Disconnect(in DisconnectSession disconnect)
    {
        if (disconnect.Session == SessionId.Engine)
        {
            for (ushort id = 1; id <= sessions.Count; id++)
                Disconnect(sessions[new SessionId(id)]!);
            return Refusal.None;
        }
        if (sessions[disconnect.Session] is not { } session)
            return new Refusal(RejectReason.UnknownOrder, RejectField.Session);
        Disconnect(session);
        return Refusal.None;
    }

    /// <summary>Cancels the orders of the sessions whose grace is over, in session order.</summary>
    public void EndGraces()
    {
        for (int i = 0; i < _inGrace.Count; i++)
        {
            Session session = _inGrace[i];
            if (session.GraceDeadline > clock.Now)
                continue;
            _inGrace.RemoveAt(i--);
            session.GraceDeadline = EngineTime.Never;
            orders.CancelOfSession(session.Participant, session.Id, CancelReason.Disconnected);
        }
        FindNextDeadline();
    }

    /// <summary>Puts a session into grace, in session order, as a disconnect or a snapshot says.</summary>
    public void AddGrace(Session session)
    {
        int at = _inGrace.Count;
        while (at > 0 && _inGrace[at - 1].Id.Value > session.Id.Value)
            at--;
        _inGrace.Insert(at, session);
        NextDeadline = session.GraceDeadline < NextDeadline ? session.GraceDeadline : NextDeadline;
    }

    private void FindNextDeadline()
    {
        NextDeadline = EngineTime.Never;
        foreach (Session session in _inGrace)
            NextDeadline = session.GraceDeadline < NextDeadline ? session.GraceDeadline : NextDeadline;
    }

    private void Disconnect(Session session)
    {
        if (!session.IsConnected)
            return;
        session.IsConnected = false;
        if (!session.CancelOnDisconnect)
            return;
        if (session.GraceNanos == 0)
        {
            orders.CancelOfSession(session.Participant, session.Id, CancelReason.Disconnected);
            return;
        }
        long deadline = Math.Min(session.GraceNanos, EngineTime.Never.Nanos - Math.Max(clock.Now.Nanos, 0));
        session.GraceDeadline = new EngineTime(clock.Now.Nanos + deadline);
        AddGrace(session);
    }
}
