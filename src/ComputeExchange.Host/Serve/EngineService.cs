using System.Diagnostics;
using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Host.Options;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeExchange.Host.Serve;

/// <summary>The engine over the data directory: recovers, enters the first market, watches for a halt, drains at the
/// end.</summary>
internal sealed class EngineService(
    ServeOptions options, GatewayService gateway, ServiceSupervisor supervisor, IHostApplicationLifetime lifetime,
    ILogger<EngineService> log)
    : IHostedService, IDisposable
{
    private const int WatchMillis = 50;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly CancellationTokenSource _stopping = new();
    private ThreadedEngine? _engine;
    private Task _watch = Task.CompletedTask;

    /// <summary>The engine, once it has started.</summary>
    public ThreadedEngine Engine => _engine ?? throw new InvalidOperationException("The engine has not started.");

    /// <summary>How long the recovery took.</summary>
    public TimeSpan RecoveryTook { get; private set; }

    /// <summary>Whether a first market was entered.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether all that was taken in was durable and told when it ended.</summary>
    public bool IsDrained { get; private set; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        _engine = ThreadedEngine.Open(OpenDirectory(options.Data), options.Engine, () => new BasketHedger(options.Hedging));
        RecoveryTook = Stopwatch.GetElapsedTime(started);
        StateView recovered = _engine.Recovered;
        foreach (DefinitionInForce definition in recovered.Definitions())
            gateway.Directory.Fold(definition.Command, definition.Id);
        IsNew = InitialMarketEntry.IsWanted(recovered);
        _engine.Listen(gateway.Listener);
        _engine.Start();
        if (IsNew)
            Enter(new InitialMarketEntry(options.InitialMarket, TimeProvider.System.GetUtcNow()), cancellationToken);
        _watch = WatchAsync(_engine);
        log.LogInformation(
            "recovered to sequence {Sequence}, state hash {StateHash}, in {Millis:F1} ms",
            _engine.Recovery.LastSequence, $"{_engine.Recovery.StateHash:x16}", RecoveryTook.TotalMilliseconds);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_engine is null)
            return;
        supervisor.TellStopping();
        await _stopping.CancelAsync();
        await _watch;
        bool hasFailed = _engine.Failure is not null;
        IsDrained = _engine.Stop(options.StopTimeoutMillis) && !hasFailed;
        EngineFigures figures = _engine.Figures;
        log.LogInformation(
            "stopped at sequence {Sequence}, {State}",
            figures.DurableSequence, IsDrained ? "all of it durable and told" : "not drained");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine?.Dispose();
        _stopping.Dispose();
    }

    private static FileStorage OpenDirectory(string path)
    {
        bool isThere = Directory.Exists(path);
        FileStorage storage = new(path);
        if (!isThere && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerOnly);
        return storage;
    }

    private void Enter(InitialMarketEntry market, CancellationToken cancellation)
    {
        // Keys first: a session is open only once whoever owns it could log on.
        market.CreateKeys(gateway.Keys);
        foreach (Command command in market.Commands)
        {
            CommandHeader header = new() { Time = Engine.Now, Session = SessionId.Engine };
            while (!Engine.TrySubmit(command.With(header), default))
                Wait(cancellation);
        }

        ReferenceDirectory directory = gateway.Directory;
        while (!directory.TryFindSession(market.OperatorSession, out _, out _))
            Wait(cancellation);
    }

    private void Wait(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Engine.Failure is { } failure)
            throw failure;
        Thread.Sleep(1);
    }

    private async Task WatchAsync(ThreadedEngine engine)
    {
        EngineWatch watch = new(engine, options, supervisor, TimeProvider.System, log);
        try
        {
            while (!engine.IsHalted)
            {
                watch.Look();
                await Task.Delay(WatchMillis, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lifetime.StopApplication();
    }
}
