using System.Net;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Host.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeExchange.Host.Serve;

/// <summary>The gateway over TCP: takes its port before the engine touches the data directory, opens once the market is whole,
/// and tells every session goodbye before the engine drains.</summary>
internal sealed class GatewayService(
    ServeOptions options, IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<GatewayService> log)
    : IHostedLifecycleService, IDisposable
{
    private TcpTransport? _transport;
    private KeyStore? _keys;
    private ExchangeGateway? _gateway;
    private GatewayLoop? _loop;

    /// <summary>Who may log on.</summary>
    public KeyStore Keys => _keys ??= new KeyStore(options.KeyDirectory);

    /// <summary>The reference data that clients are told.</summary>
    public ReferenceDirectory Directory { get; } = new();

    /// <summary>What the engine tells.</summary>
    public IEngineListener Listener => Gateway.Listener;

    /// <summary>Where it listens, the actual port included.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>What a step threw, which is a bug; null while none has.</summary>
    public Exception? Failure { get; private set; }

    private ExchangeGateway Gateway =>
        _gateway ??= new ExchangeGateway(
            options.Gateway, _transport!, Keys, Directory, log: sentence => log.LogWarning("{Sentence}", sentence));

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        TlsServer? tls = options.Gateway.Tls.IsOn ? new TlsServer(options.Gateway.Tls) : null;
        _transport = new TcpTransport(options.EndPoint, tls: tls);
        EndPoint = _transport.EndPoint;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A key that cannot be used is better found now than by who wants to log on with it.
        _ = Keys.All();
        Gateway.Attach(services.GetRequiredService<EngineService>().Engine);
        _loop = new GatewayLoop(Gateway, OnFailure);
        log.LogInformation("open on {EndPoint}{Tls}", EndPoint, options.Gateway.Tls.IsOn ? " with TLS" : "");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _loop?.Dispose();
        log.LogInformation("closed");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_loop is not null)
            _loop.Dispose();
        else
            _transport?.Dispose();
    }

    private void OnFailure(Exception failure)
    {
        Failure = failure;
        lifetime.StopApplication();
    }
}
