using System.Security.Cryptography;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>From Hello to the last of the reference data.</summary>
internal sealed class LogonSteps(GatewayContext context, SessionConnection connection)
{
    private const long NanosPerMilli = 1_000_000;

    /// <summary>What an answer for a session that there is not is held against, so that it takes as long as any other.</summary>
    private static readonly byte[] NoKey = RandomNumberGenerator.GetBytes(LogonAnswer.KeyBytes);

    private Bytes32 _nonce;
    private Logon _logon;
    private List<byte[]>? _referenceData;
    private int _told;

    /// <summary>Sends Hello.</summary>
    public void Greet()
    {
        RandomNumberGenerator.Fill(_nonce);
        connection.Outbound.Add(new Hello
        {
            ProtocolVersion = ProtocolVersion.Current,
            Nonce = _nonce,
            ServerId = Code.Parse(context.Options.ServerId),
        });
    }

    /// <summary>Looks at a logon: first whether it is right at all, then what the engine has to be asked.</summary>
    public void OnLogon(ReadOnlySpan<byte> body)
    {
        if (!connection.TryRead(body, out _logon))
            return;
        DisconnectReason refusal = Check(out SessionKey? key);
        if (refusal != DisconnectReason.None)
        {
            connection.End(refusal);
            return;
        }

        connection.BeginLogon();
        if (context.Directory.TryFindSession(key!.Session, out SessionId session, out ParticipantId owner))
        {
            // A name stays its first participant's, whatever a key file says later.
            OnOpened(owner == connection.Participant ? session : default);
            return;
        }

        context.Register.AwaitOpen(key.Session, connection);
        connection.Door.Open(connection.Participant, key.Session);
    }

    /// <summary>The session is open: connects it and asks where its streams stand.</summary>
    public void OnOpened(SessionId session)
    {
        if (connection.Stage != SessionStage.LoggingOn)
            return;
        if (session.Value == 0)
        {
            connection.End(DisconnectReason.UnknownSession);
            return;
        }

        connection.Session = session;
        context.Register.Take(session, connection);

        // Reports are wanted from before the question on: those up to the answer come from the log, those after it live.
        context.Inbox.Listen(session, true);
        connection.IsConnected = true;
        connection.Door.Connect(new ConnectSession
        {
            Session = session,
            CancelOnDisconnect = _logon.CancelOnDisconnect,
            GraceNanos = Math.Min(_logon.GraceMillis, (uint)context.Options.MaxGraceMillis) * NanosPerMilli,
        });
        Query state = new() { Kind = QueryKind.SessionState, Session = session, Participant = connection.Participant };
        connection.Door.Ask(state, OnState);
    }

    /// <summary>Tells reference data, as much as there is room for, and then that it is all.</summary>
    /// <returns>Whether anything was told.</returns>
    public bool TellReferenceData()
    {
        if (_referenceData is not { } messages)
            return false;
        int toldBefore = _told;
        while (_told < messages.Count && connection.Outbound.WaitingBytes < context.Options.MaxOutboundBytes / 2)
            connection.Outbound.Add(messages[_told++]);
        if (_told < messages.Count)
            return _told > toldBefore;
        _referenceData = null;
        connection.Outbound.Add(default(ReferenceDataEnd));
        connection.Reports.Begin();
        return true;
    }

    private DisconnectReason Check(out SessionKey? key)
    {
        key = null;
        if (_logon.ProtocolVersion != ProtocolVersion.Current)
            return DisconnectReason.UnsupportedVersion;
        if (context.Guard.IsLockedOut(connection.Address, _logon.SessionName, context.NowNanos))
            return DisconnectReason.LockedOut;
        try
        {
            key = context.Keys.Find(_logon.SessionName);
        }
        catch (KeyFileException problem)
        {
            context.Log(problem.Message);
        }

        ReadOnlySpan<byte> secret = key is null ? NoKey : key.Secret.Span;
        if (!LogonAnswer.IsRight(_logon.Answer, secret, _nonce, _logon.SessionName) || key is null)
        {
            if (context.Guard.OnWrongKey(connection.Address, _logon.SessionName, context.NowNanos) is { } locked)
                context.Log($"{connection.Peer}: too many wrong keys: {locked} is locked out");
            return DisconnectReason.WrongKey;
        }

        context.Guard.OnRightKey(connection.Address, _logon.SessionName);
        if (_logon.Participant.Length > 0 && _logon.Participant != key.Participant)
            return DisconnectReason.WrongParticipant;
        if (connection.CertifiedName is { } certified && certified != key.Participant.ToString())
        {
            context.Log($"{connection.Peer}: the certificate of '{certified}' was shown for session {key}");
            return DisconnectReason.WrongParticipant;
        }

        if (!context.Directory.TryFindParticipant(key.Participant, out ParticipantId participant)
            || !context.Directory.TryFindKind(participant, out ParticipantKind kind))
            return DisconnectReason.UnknownSession;
        if (kind == ParticipantKind.Operator != (key.Kind == ParticipantKind.Operator))
        {
            context.Log($"The key of session {key} is not for what the participant is: {kind}.");
            return DisconnectReason.WrongParticipant;
        }

        connection.Participant = participant;
        connection.Kind = kind;
        return DisconnectReason.None;
    }

    private void OnState(EngineAnswer answer)
    {
        if (connection.Stage != SessionStage.LoggingOn)
            return;
        SessionStreams streams = answer.Session;
        if (answer.Reason != RejectReason.None)
        {
            connection.End(DisconnectReason.UnknownSession);
            return;
        }

        if (_logon.LastReportNumber > streams.LastReport)
        {
            connection.End(DisconnectReason.UnknownReportNumber);
            return;
        }

        Accept(streams, answer.Time);
    }

    private void Accept(SessionStreams streams, EngineTime time)
    {
        GatewayOptions options = context.Options;
        int wanted = _logon.HeartbeatMillis == 0 ? options.HeartbeatMillis : (int)Math.Min(_logon.HeartbeatMillis, int.MaxValue);
        int heartbeatMillis = Math.Clamp(wanted, options.MinHeartbeatMillis, options.MaxHeartbeatMillis);
        long firstReport = streams.LastReport == 0 ? 1 : context.Engine.FirstReport(connection.Session);
        ChainHash journalHead = context.Engine.JournalHead.Hash;
        connection.Outbound.Add(new LogonAccepted
        {
            Session = connection.Session,
            Participant = connection.Participant,
            Kind = connection.Kind,
            LastRequestNumber = streams.LastRequest,
            FirstReportNumber = firstReport,
            LastReportNumber = streams.LastReport,
            Time = time,
            JournalHead = Bytes32.From(journalHead),
            MaxBodyBytes = (uint)options.MaxBodyBytes,
            RequestsPerSecond = (uint)options.RequestsPerSecond,
            HeartbeatMillis = (uint)heartbeatMillis,
        });
        _referenceData = context.Directory.Messages();
        _told = 0;
        connection.Reports.Prepare(_logon.LastReportNumber, streams.LastReport);
        connection.GoLive(streams.LastRequest + 1, heartbeatMillis);
    }
}
