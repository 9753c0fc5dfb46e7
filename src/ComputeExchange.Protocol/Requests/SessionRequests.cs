using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>The fields, behind type and request number, of the commands that open, connect and disconnect sessions.</summary>
internal static class SessionRequests
{
    internal const int OpenFields = 2;
    internal const int ConnectFields = 3;
    internal const int DisconnectFields = 1;

    internal static void Write(ref MessagePackWriter writer, in OpenSession open)
    {
        writer.Write(open.Participant);
        writer.Write(open.Name);
    }

    internal static void Write(ref MessagePackWriter writer, in ConnectSession connect)
    {
        writer.Write(connect.Session);
        writer.WriteBoolean(connect.CancelOnDisconnect);
        writer.WriteInt64(connect.GraceNanos);
    }

    internal static void Write(ref MessagePackWriter writer, in DisconnectSession disconnect) => writer.Write(disconnect.Session);

    internal static Command Read(CommandKind kind, ref MessagePackReader reader, in CommandHeader header) => kind switch
    {
        CommandKind.OpenSession => Command.Of(
            header, new OpenSession { Participant = reader.ReadParticipant(), Name = reader.ReadCode() }),
        CommandKind.ConnectSession => Command.Of(header, new ConnectSession
        {
            Session = reader.ReadSession(),
            CancelOnDisconnect = reader.ReadBoolean(),
            GraceNanos = reader.ReadInt64(),
        }),
        _ => Command.Of(header, new DisconnectSession { Session = reader.ReadSession() }),
    };
}
