using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Sessions in id order: where both streams stand, the connection, and the hashes of the last requests.</summary>
internal static class SessionSection
{
    private const int Bytes = FieldSize.Code + sizeof(ushort) + 2 * sizeof(long) + 2 + 2 * sizeof(long);

    public static void Write(BlockWriter writer, SessionTable sessions)
    {
        writer.Begin(SnapshotSection.Sessions);
        writer.Count(sessions.Count);
        for (ushort id = 1; id <= sessions.Count; id++)
        {
            Session session = sessions[new SessionId(id)]!;
            FieldWriter fields = writer.Piece(Bytes);
            fields.Code(session.Name);
            fields.UInt16(session.Participant.Id.Value);
            fields.Int64(session.LastRequest);
            fields.Int64(session.LastReport);
            fields.Bool(session.IsConnected);
            fields.Bool(session.CancelOnDisconnect);
            fields.Int64(session.GraceNanos);
            fields.Time(session.GraceDeadline);
            for (long request = FirstRemembered(session.LastRequest); request <= session.LastRequest; request++)
                writer.Piece(sizeof(ulong)).UInt64(session.HashAt(request));
        }
    }

    public static void Read(BlockReader reader, ExchangeState state)
    {
        reader.Begin(SnapshotSection.Sessions);
        for (int left = reader.Count(); left > 0; left--)
        {
            SnapshotFormat.Require(!state.Sessions.IsFull, "it holds more sessions than there may be");
            FieldReader fields = reader.Piece(Bytes);
            Code name = fields.Code();
            Participant participant = SnapshotFormat.Known(state.Reference.Participants[fields.UInt16()], "participant");
            Session session = state.Sessions.Open(participant, name);
            long lastRequest = fields.Int64();
            session.LastReport = fields.Int64();
            SnapshotFormat.Require(
                lastRequest is >= 0 and < long.MaxValue && session.LastReport >= 0, "a session's count is out of range");
            session.IsConnected = fields.Bool();
            session.CancelOnDisconnect = fields.Bool();
            session.GraceNanos = fields.Int64();
            session.GraceDeadline = fields.Time();
            if (session.GraceDeadline != EngineTime.Never)
                state.Graces.AddGrace(session);
            for (long request = FirstRemembered(lastRequest); request <= lastRequest; request++)
                session.Use(request, reader.Piece(sizeof(ulong)).UInt64());
        }
    }

    private static long FirstRemembered(long lastRequest) => Math.Max(1, lastRequest - Limits.RememberedRequests + 1);
}
