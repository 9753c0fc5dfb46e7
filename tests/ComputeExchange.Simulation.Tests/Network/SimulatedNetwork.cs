using ComputeExchange.Gateway;
using ComputeExchange.Gateway.Transport;

namespace ComputeExchange.Simulation.Tests.Network;

/// <summary>The lines between clients and the server that listens now.</summary>
internal sealed class SimulatedNetwork(VirtualClock clock, Random chance, NetworkFaults faults)
{
    private const int CapacityBytes = 64 * 1024;
    private const long LearnsWithinNanos = 20_000_000;
    private const long LearnsByItself = long.MaxValue;

    private readonly List<SimulatedLine> _lines = [];
    private SimulatedTransport? _listening;

    /// <summary>How many lines were broken.</summary>
    public int Breaks { get; private set; }

    /// <summary>A server begins to listen.</summary>
    public ITransport Listen() => _listening = new SimulatedTransport();

    /// <summary>The server is gone, with all its connections.</summary>
    public void EndServer()
    {
        _listening = null;
        foreach (SimulatedLine line in _lines)
            line.Cut(clock.Nanos + LearnsWithinNanos);
        _lines.Clear();
    }

    /// <summary>A client connects; null when nobody listens.</summary>
    public IConnection? Connect(string client)
    {
        if (_listening is not { } server)
            return null;
        _lines.RemoveAll(old => old.IsOver);
        SimulatedLine line = new(client, Way(), Way());
        _lines.Add(line);
        server.Waiting.Enqueue(line.ServerEnd);
        return line.ClientEnd;
    }

    /// <summary>Breaks one of the lines. Each end learns of it soon, or never by the line itself.</summary>
    public void BreakOne()
    {
        if (_lines.Count == 0)
            return;
        Breaks++;
        int which = chance.Next(_lines.Count);
        _lines[which].Cut(chance.Next(3) == 0 ? LearnsByItself : clock.Nanos + chance.NextInt64(LearnsWithinNanos));
        _lines.RemoveAt(which);
    }

    /// <summary>For a while nothing arrives from, or at, one of the clients, whatever connections it makes.</summary>
    public void Partition(long forNanos)
    {
        if (_lines.Count == 0)
            return;
        string client = _lines[chance.Next(_lines.Count)].Client;
        bool inward = chance.Next(3) != 0;
        bool outward = !inward || chance.Next(2) == 0;
        foreach (SimulatedLine line in _lines.Where(line => line.Client == client))
            line.Partition(clock.Nanos + forNanos, inward, outward);
    }

    private OneWay Way() => new(clock, chance, faults, CapacityBytes);

    private sealed class SimulatedTransport : ITransport
    {
        public Queue<IConnection> Waiting { get; } = new();

        public void Start(WakeSignal wake)
        {
        }

        public IConnection? TryAccept() => Waiting.TryDequeue(out IConnection? connection) ? connection : null;

        public void Dispose()
        {
        }
    }

    private sealed class SimulatedLine(string client, OneWay toServer, OneWay toClient)
    {
        public string Client => client;

        public LineEnd ServerEnd { get; } = new(client, toServer, toClient);

        public LineEnd ClientEnd { get; } = new("server", toClient, toServer);

        public bool IsOver => ServerEnd.IsClosed && ClientEnd.IsClosed;

        public void Cut(long learnsAt)
        {
            toServer.Cut(learnsAt, learnsAt);
            toClient.Cut(learnsAt, learnsAt);
        }

        public void Partition(long until, bool inward, bool outward)
        {
            if (inward)
                toServer.PartitionedUntil = until;
            if (outward)
                toClient.PartitionedUntil = until;
        }
    }

    private sealed class LineEnd(string peer, OneWay inward, OneWay outward) : IConnection
    {
        public bool IsClosed { get; private set; }

        public string Peer => peer;

        public int TryReceive(Span<byte> into) => IsClosed ? IConnection.Ended : inward.Read(into);

        public int TrySend(ReadOnlySpan<byte> bytes) => IsClosed ? IConnection.Ended : outward.Write(bytes);

        public void Close()
        {
            if (IsClosed)
                return;
            IsClosed = true;
            outward.Close();
            inward.Abandon();
        }
    }
}
