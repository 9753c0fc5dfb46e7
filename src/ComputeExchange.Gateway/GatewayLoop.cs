namespace ComputeExchange.Gateway;

/// <summary>Steps a gateway on a thread of its own, which sleeps while there is nothing to do.</summary>
public sealed class GatewayLoop : IDisposable
{
    private const int IdleMillis = 10;
    private const int HeldUpMillis = 1;

    private readonly ExchangeGateway _gateway;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private volatile bool _isEnding;

    /// <summary>Starts the thread.</summary>
    /// <param name="gateway">The gateway, attached to its engine; the loop disposes it.</param>
    /// <param name="failed">Told when a step throws, which is a bug: the loop has ended then.</param>
    public GatewayLoop(ExchangeGateway gateway, Action<Exception> failed)
    {
        _gateway = gateway;
        _failed = failed;
        _thread = new Thread(Run) { Name = "gateway", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends every session, waits until each was told or has had its time, and ends the thread.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _gateway.Stop();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            while (!(_isEnding && _gateway.HasStopped))
                if (!_gateway.Step())
                    _gateway.Wake.Wait(_gateway.IsSendingHeldUp ? HeldUpMillis : IdleMillis);
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
        finally
        {
            _gateway.Dispose();
        }
    }
}
