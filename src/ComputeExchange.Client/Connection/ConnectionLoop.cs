// The session outlives its connections: this loop connects, logs on, brings both streams up to date and reads, until the
// connection is gone, and begins again. What callers wait for waits on, and is settled by what the server tells after the logon.

using System.Diagnostics;
using System.Net.Sockets;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Connection;

/// <summary>Gives a session one connection after another, until it is closed or ended for good.</summary>
internal sealed class ConnectionLoop(ClientOptions options, ClientSession session, CancellationToken closing)
{
    /// <summary>Runs until the session has ended. Nothing is thrown: whatever ends it is told to the session.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReconnectAsync().ConfigureAwait(false);
        }
        catch (ExchangeException ended)
        {
            session.Fail(ended);
        }
        catch (Exception broken)
        {
            session.Fail(new ExchangeException(DisconnectReason.None, $"The client failed: {broken.Message}", broken));
        }
    }

    private async Task ReconnectAsync()
    {
        RetryPace pace = new(options.FirstRetry, options.LongestRetry);
        while (!closing.IsCancellationRequested)
        {
            long loggedOn = 0;
            try
            {
                session.Intake.EndReason = DisconnectReason.ConnectionLost;
                await RunConnectionAsync(() => loggedOn = Stopwatch.GetTimestamp()).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is SocketException or IOException or ObjectDisposedException
                or OperationCanceledException or InvalidDataException)
            {
                // Every one of these is a lost connection.
            }

            DisconnectReason reason = session.Intake.EndReason;
            if (SessionEnd.IsForGood(reason))
                throw new ExchangeException(reason, $"The session ended: {DisconnectText.Of(reason)}.");
            TimeSpan lived = loggedOn == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(loggedOn);
            await Task.Delay(pace.Next(lived), closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new ExchangeException(DisconnectReason.LoggedOut, "The client was closed.");
    }

    private async Task RunConnectionAsync(Action loggedOn)
    {
        using CancellationTokenSource logonTime = CancellationTokenSource.CreateLinkedTokenSource(closing);
        logonTime.CancelAfter(options.LogonTimeout);
        using ServerConnection connection = await ServerConnection.ConnectAsync(options, logonTime.Token).ConfigureAwait(false);
        session.Use(connection);
        try
        {
            LogonAccepted accepted = await LogOnAsync(connection, logonTime.Token).ConfigureAwait(false);
            loggedOn();
            _ = connection.KeepAliveAsync((int)accepted.HeartbeatMillis);
            while (await connection.ReceiveAsync(closing).ConfigureAwait(false) is { Length: > 0 } body)
                if (!session.Intake.Take(body.Span))
                    return;
        }
        finally
        {
            session.OnConnectionLost();
        }
    }

    private async Task<LogonAccepted> LogOnAsync(ServerConnection connection, CancellationToken cancellation)
    {
        Hello hello = Wire.Read<Hello>((await connection.ReceiveAsync(cancellation).ConfigureAwait(false)).Span);
        Code name = Code.Parse(options.Session);
        connection.Send(new Logon
        {
            ProtocolVersion = ProtocolVersion.Current,
            SessionName = name,
            Answer = LogonAnswer.Of(options.Key.Span, hello.Nonce, name),
            LastReportNumber = session.LastReportNumber,
            CancelOnDisconnect = options.CancelOnDisconnect,
            GraceMillis = (uint)options.Grace.TotalMilliseconds,
            HeartbeatMillis = (uint)options.Heartbeat.TotalMilliseconds,
        });
        ReadOnlyMemory<byte> answer = await connection.ReceiveAsync(cancellation).ConfigureAwait(false);
        if (answer.Length == 0 || Wire.TypeOf(answer.Span) != MessageType.LogonAccepted)
        {
            if (answer.Length > 0)
                session.Intake.Take(answer.Span);
            throw new OperationCanceledException("The logon was not accepted.", cancellation);
        }

        LogonAccepted accepted = Wire.Read<LogonAccepted>(answer.Span);
        session.OnAccepted(accepted);
        await TakeReferenceDataAsync(connection, cancellation).ConfigureAwait(false);
        session.GoLive(connection);
        return accepted;
    }

    private async Task TakeReferenceDataAsync(ServerConnection connection, CancellationToken cancellation)
    {
        while (await connection.ReceiveAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } body)
        {
            if (Wire.TypeOf(body.Span) == MessageType.ReferenceDataEnd)
                return;
            if (!session.Intake.Take(body.Span))
                break;
        }

        throw new OperationCanceledException("The connection ended before all reference data was told.", cancellation);
    }
}
