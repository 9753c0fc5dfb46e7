using ComputeExchange.Client;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Clients;
using ComputeExchange.Simulation.Tests.Network;
using ComputeExchange.Simulation.Tests.Server;

namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>Clients, network, gateway, rings, journal, matching, reports and hedger on one thread, one clock and one seed.
/// First everything goes wrong, then everything heals, then everything is held against what was promised.</summary>
internal sealed class SystemSimulation
{
    private static readonly StorageFault[] DeviceFaults =
    [
        StorageFault.ShortWrite, StorageFault.WriteError, StorageFault.Full, StorageFault.FailedFlush, StorageFault.CrashInFlush,
        StorageFault.Stall,
    ];

    private readonly SimulationPlan _plan;
    private readonly Random _chance;
    private readonly VirtualClock _clock = new(SimulatedMarket.Opening);
    private readonly SimulatedNetwork _network;
    private readonly SimulatedMarket _market;
    private readonly List<SimulatedClient> _clients = [];
    private readonly List<Desk> _desks = [];
    private bool _isHealing;

    public SystemSimulation(SimulationPlan plan, KeyStore keys, IAuditWatch? watch = null)
    {
        _plan = plan;
        _chance = new Random(plan.Seed);
        _market = new SimulatedMarket(plan.Seed);
        _network = new SimulatedNetwork(_clock, _chance, plan.Network);
        Auditor = new Auditor { Watch = watch };
        Server = new SimulatedServer(_clock, _chance, _network, keys, Auditor, Trace, plan.RequestsPerSecond);
        Server.Storage.Stalled = Stall;
        foreach (string session in SimulatedKeys.Sessions)
            AddClient(keys, session);
    }

    public Auditor Auditor { get; }

    public SimulatedServer Server { get; }

    public IReadOnlyList<SimulatedClient> Clients => _clients;

    /// <summary>The hash of all that happened.</summary>
    public TraceHash Trace { get; } = new();

    public SimulationFigures Figures { get; } = new();

    /// <summary>Runs all of it.</summary>
    public void Run()
    {
        Open();
        for (int round = 0; round < _plan.Rounds; round++)
        {
            GoWrong();
            Round();
        }

        Heal();
        Figures.Take(this, _network.Breaks);
    }

    private EngineTime Now => new(SimulatedMarket.Opening.Nanos + _clock.Nanos);

    private void AddClient(KeyStore keys, string session)
    {
        ClientHabits habits = new(session)
        {
            // The maker's last quotes must stand until all is hedged.
            CancelOnDisconnect = _chance.Next(3) == 0 && session != SimulatedKeys.MakerSession,
            GraceMillis = (uint)_chance.Next(200),
            MaxCopies = _plan.MaxCopies,
        };
        byte[] key = keys.Find(Code.Parse(session))!.Secret.ToArray();
        SimulatedClient client = new(_clock, _chance, _network, key, habits, Trace);
        _clients.Add(client);
        _desks.Add(new Desk(client, _market, _chance, isOperator: session == SimulatedKeys.OperatorSession));
    }

    private void Open()
    {
        if (_chance.Next(100) < _plan.FirstRenamesLostInHundred)
            LoseRename();
        Assert.True(Server.TryStart());
        CommandHeader own = new() { Time = Now, Session = SessionId.Engine };
        foreach (Command command in _market.Definitions)
            Submit(command.With(own));
        for (int i = _chance.Next(_plan.MaxTicksBefore); i > 0; i--)
            Submit(Command.Tick(own));
        Server.Engine.RunUntilQuiet();
    }

    private void Submit(in Command command)
    {
        while (!Server.Engine.TrySubmit(command, default))
            Server.Engine.RunUntilQuiet();
    }

    private void Round()
    {
        _clock.Advance(_chance.Next(1, _plan.MaxRoundNanos));
        if (!Server.IsUp && _chance.Next(8) == 0)
            Restart();
        Server.Step();
        foreach (int i in Enumerable.Range(0, _clients.Count))
        {
            if (!_isHealing && _chance.Next(100) < _plan.SendsInHundred)
                _desks[i].TryAct(Now);
            _clients[i].Step();
        }
    }

    private void GoWrong()
    {
        if (Happens(_plan.BreaksInThousand))
            _network.BreakOne();
        if (Happens(_plan.PartitionsInThousand))
            _network.Partition(_chance.NextInt64(1, 1_500_000_000));
        if (Happens(_plan.StorageFaultsInThousand))
            Server.Storage.Inject(DeviceFaults[_chance.Next(DeviceFaults.Length)], _chance.Next(6));
        if (Happens(_plan.LostRenamesInThousand))
            LoseRename();
        if (Happens(_plan.MemoryLossesInThousand))
            _clients[_chance.Next(_clients.Count)].LoseMemory();
        if (Happens(_plan.PowerCutsInThousand))
            CutPower();
        if (Happens(_plan.KillsInThousand))
            Kill();
        if (Happens(_plan.LeapsInThousand))
            _clock.Advance(_chance.NextInt64(1, 4) * _chance.Next(1, 90) * 60_000_000_000);
    }

    private bool Happens(int inThousand) => _chance.Next(1_000) < inThousand;

    private void LoseRename() => Server.Storage.Inject(
        StorageFault.LostRename, prefix: _plan.LostRenamesOf[_chance.Next(_plan.LostRenamesOf.Count)]);

    /// <summary>The device takes its time, up to a minute, in the middle of a flush.</summary>
    private void Stall()
    {
        Figures.Stalls++;
        _clock.Advance(_chance.NextInt64(1, 60_000_000_000));
    }

    /// <summary>The machine stops: what was not forced survives by chance.</summary>
    private void CutPower()
    {
        if (!Server.IsUp)
            return;
        Server.LookAtNames();
        if (IsWithheld())
            return;
        Figures.PowerCuts++;
        Server.Audit();
        Crash(_chance.Next(4) == 0 ? null : _chance);
        Server.End();
    }

    /// <summary>Whether the machine had better not stop now: what it would lose by a lost rename, nothing on the disk could tell.
    /// Such stops are left out, and counted.</summary>
    private bool IsWithheld()
    {
        if (Server.MayLoseNames)
            return false;
        Figures.WithheldCuts++;
        return true;
    }

    private void Crash(Random? chance)
    {
        int before = Server.Storage.LostFiles.Count;
        Server.Storage.Crash(chance);
        Figures.LostFiles += Server.Storage.LostFiles.Count - before;
    }

    /// <summary>The process dies: what it had written is still there.</summary>
    private void Kill()
    {
        if (!Server.IsUp)
            return;
        Figures.Kills++;
        Server.End();
    }

    private void Restart()
    {
        Server.End();
        ClearFaults();

        // A supervisor starts the process again at once; only sometimes does the machine go down with it.
        if (_chance.Next(3) == 0 && !IsWithheld())
            Crash(_chance);
        if (!Server.TryStart())
            Figures.FailedStarts++;
    }

    private void Heal()
    {
        _isHealing = true;
        ClearFaults();
        RunUntil(IsSettled);
        SayLast(Client(SimulatedKeys.OperatorSession), FinalOrders.Allow(_market));
        foreach (SimulatedClient client in _clients)
            SayLast(client, [FinalOrders.Clear(client.Participant)]);
        SayLast(Client(SimulatedKeys.MakerSession), FinalOrders.Quotes(_market));
        Server.Audit();
    }

    /// <summary>One request after the other, so that none is over the rate; each is taken.</summary>
    private void SayLast(SimulatedClient client, IEnumerable<Command> commands)
    {
        foreach (Command command in commands)
        {
            Assert.True(client.TrySend(command));
            RunUntil(IsQuiet);
            Assert.True(client.Answers[^1].IsCompleted, $"the last {command.Kind} has no answer: {client.Standing}");
            RequestAnswer answer = client.Answers[^1].Result;
            Assert.True(answer.IsApplied, $"the last {command.Kind} of {client.Name} is refused: {answer.Reason}");
        }
    }

    private void RunUntil(Func<bool> isReached)
    {
        for (int round = 0; round < _plan.HealingRounds && !isReached(); round++)
            Round();
        Assert.True(isReached(), $"not healed after {_plan.HealingRounds} rounds: {Standing()}");
    }

    private SimulatedClient Client(string session) => _clients.Single(client => client.Name == session);

    private bool IsSettled() => Server.IsUp && _clients.All(client => client.IsSettled);

    private bool IsQuiet() => IsSettled() && Server.IsQuiet && _clients.All(HasAllReports);

    private bool HasAllReports(SimulatedClient client) =>
        !Server.Engine.Exchange.View.TryGetSession(client.Session, out var standing) || client.Reports.Last == standing.LastReport;

    private string Standing() => $"server {(Server.IsUp ? "up" : "down")}, "
        + string.Join("; ", _clients.Select(client => client.Standing));

    private void ClearFaults()
    {
        foreach (StorageFault fault in DeviceFaults)
            Server.Storage.Clear(fault);
        if (_isHealing)
            Server.Storage.Clear(StorageFault.LostRename);
    }
}
