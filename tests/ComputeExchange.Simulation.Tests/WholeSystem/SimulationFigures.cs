namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>What happened in a simulation, or in many, as counts.</summary>
internal sealed class SimulationFigures
{
    public int Simulations { get; private set; }

    public int PowerCuts { get; set; }

    /// <summary>Stops of the machine that were left out because of a rename that the device had lost within the last
    /// <c>ReportSyncEvery</c>.</summary>
    public int WithheldCuts { get; set; }

    public int Kills { get; set; }

    /// <summary>Flushes that took long.</summary>
    public int Stalls { get; set; }

    public int FailedStarts { get; set; }

    /// <summary>Segments of the journal that were begun behind the first one.</summary>
    public long LaterSegments { get; private set; }

    public long LostFiles { get; set; }

    public long RefusedStarts { get; private set; }

    public long MemoryLosses { get; private set; }

    public long TimesGone { get; private set; }

    public long Listings { get; private set; }

    public long Halts { get; private set; }

    public long Starts { get; private set; }

    public long Breaks { get; private set; }

    public long Logons { get; private set; }

    public long Requests { get; private set; }

    public long Repeats { get; private set; }

    public long Commands { get; private set; }

    public long Events { get; private set; }

    public long Trades { get; private set; }

    public long Reports { get; private set; }

    public void Take(SystemSimulation simulation, int breaks)
    {
        Simulations = 1;
        Starts = simulation.Server.Starts;
        Halts = simulation.Server.Halts.Count;
        Breaks = breaks;
        LaterSegments = simulation.Server.LaterSegments;
        RefusedStarts = simulation.Server.RefusedStarts;
        MemoryLosses = simulation.Clients.Sum(client => client.MemoryLosses);
        TimesGone = simulation.Clients.Sum(client => client.TimesGone);
        Listings = simulation.Clients.Sum(client => client.Listings.Count);
        Logons = simulation.Clients.Sum(client => client.Logons);
        Requests = simulation.Clients.Sum(client => client.Frames.Count);
        Repeats = simulation.Clients.Sum(client => client.Repeats);
        Reports = simulation.Clients.Sum(client => client.Reports.Known.Count);
        Commands = simulation.Auditor.Exchange.Sequence;
        Events = simulation.Auditor.Events;
        Trades = simulation.Auditor.Trades;
    }

    public void Add(SimulationFigures other)
    {
        Simulations += other.Simulations;
        PowerCuts += other.PowerCuts;
        WithheldCuts += other.WithheldCuts;
        Kills += other.Kills;
        Stalls += other.Stalls;
        FailedStarts += other.FailedStarts;
        LaterSegments += other.LaterSegments;
        LostFiles += other.LostFiles;
        RefusedStarts += other.RefusedStarts;
        MemoryLosses += other.MemoryLosses;
        TimesGone += other.TimesGone;
        Listings += other.Listings;
        Halts += other.Halts;
        Starts += other.Starts;
        Breaks += other.Breaks;
        Logons += other.Logons;
        Requests += other.Requests;
        Commands += other.Commands;
        Events += other.Events;
        Trades += other.Trades;
        Repeats += other.Repeats;
        Reports += other.Reports;
    }

    public override string ToString() =>
        $"{Simulations:N0} simulations: {Starts:N0} starts, {PowerCuts:N0} power cuts, "
        + $"{WithheldCuts:N0} stops of the machine withheld, {Kills:N0} kills, {Stalls:N0} stalls of the device, {Halts:N0} halts, "
        + $"{FailedStarts:N0} failed starts, {LaterSegments:N0} later segments, "
        + $"{LostFiles:N0} files lost by renames, {RefusedStarts:N0} starts refused for them, "
        + $"{MemoryLosses:N0} memories lost, {TimesGone:N0} times reports gone, {Listings:N0} lists in pages, "
        + $"{Breaks:N0} broken lines, {Logons:N0} logons, {Requests:N0} requests, "
        + $"{Repeats:N0} repeated without need, "
        + $"{Commands:N0} commands, {Events:N0} events, {Trades:N0} trades, {Reports:N0} reports";
}
