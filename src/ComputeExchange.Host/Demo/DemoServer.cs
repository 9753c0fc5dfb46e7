using System.Net;
using ComputeExchange.Client;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;
using ComputeExchange.Gateway.Transport;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>The whole exchange in this process: journal on disk, engine on its threads, gateway on a loopback socket.</summary>
internal sealed class DemoServer : IDisposable
{
    private const string KeyFolder = "keys";
    private readonly ThreadedEngine _engine;
    private readonly DemoHedger _hedger;
    private readonly GatewayLoop _loop;
    private readonly KeyStore _keys;
    private readonly TcpTransport _transport;
    private volatile Exception? _failure;

    /// <summary>Starts it and defines the market.</summary>
    /// <param name="directory">The data directory; nothing may have been journaled in it.</param>
    /// <param name="market">What is traded, and who trades.</param>
    /// <param name="clock">The exchange's clock.</param>
    public DemoServer(string directory, DemoMarket market, SimulatedClock clock)
    {
        Storage = new FileStorage(directory);
        // All times are those of the simulated clock, which leaps.
        EngineOptions options = new()
        {
            Clock = clock,
            SnapshotEvery = 0,
            TickEvery = TimeSpan.FromDays(1),
            ReportSyncEvery = TimeSpan.FromDays(1),
        };
        DemoHedger? made = null;
        _engine = ThreadedEngine.Open(Storage, options, () => made = new DemoHedger());
        _hedger = made!;
        _keys = new KeyStore(Path.Combine(directory, KeyFolder));
        foreach (DemoParticipant participant in market.Participants)
            _keys.Create(participant.Code, participant.Code, participant.Kind);
        _transport = new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0));
        ExchangeGateway gateway = new(new GatewayOptions { RequestsPerSecond = 0 }, _transport, _keys, new ReferenceDirectory());
        Trades = new LiveTrades(gateway.Listener);
        _engine.Listen(Trades);
        gateway.Attach(_engine);
        _engine.Start();
        _loop = new GatewayLoop(gateway, failure => _failure = failure);
        Define(market);
    }

    /// <summary>The data directory.</summary>
    public FileStorage Storage { get; }

    /// <summary>The trades as they are told.</summary>
    public LiveTrades Trades { get; }

    /// <summary>The last command all of whose events were told.</summary>
    public long PublishedSequence => _engine.Figures.PublishedSequence;

    /// <summary>How a participant's bot logs on.</summary>
    public ClientOptions OptionsOf(DemoParticipant participant) =>
        ClientOptions.FromKeyFile(_keys.PathOf(participant.Code), _transport.EndPoint.Port);

    /// <summary>Lets the hedger decide by itself, as in a server, until <see cref="AwaitQuiet"/> is called again.</summary>
    public void FreeHedger() => _hedger.IsFree = true;

    /// <summary>Returns once everything that was sent has been told, the hedger has dealt with it, and nothing that it sent is
    /// under way.</summary>
    public void AwaitQuiet()
    {
        _hedger.IsFree = false;
        while (true)
        {
            AwaitDrained();
            List<Command> decided = _hedger.Decide(_engine.Now);
            foreach (Command command in decided)
                Submit(command);
            if (decided.Count == 0 && _hedger.IsQuiet)
                return;
        }
    }

    /// <summary>Ends every session, lets everything become durable, and stops.</summary>
    /// <returns>The hash of the state.</returns>
    public ulong Stop()
    {
        _loop.Dispose();
        _engine.Stop();
        return _engine.StateHash();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loop.Dispose();
        _engine.Dispose();
        Trades.Dispose();
    }

    private void AwaitDrained()
    {
        SpinWait spin = default;
        while (_engine.Figures is not { JournalLag: 0, MatchingLag: 0, PublisherLag: 0, EventLag: 0, HedgerLag: 0 })
        {
            if (_engine.IsHalted || _failure is not null)
                throw _engine.Failure ?? _failure ?? new InvalidOperationException("The engine has stopped.");
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Define(DemoMarket market)
    {
        foreach (Command definition in market.Definitions())
            Submit(definition.With(new CommandHeader { Time = _engine.Now, Session = SessionId.Engine }));
        AwaitQuiet();
    }

    private void Submit(in Command command)
    {
        while (!_engine.TrySubmit(command, default))
            Thread.Yield();
    }
}
