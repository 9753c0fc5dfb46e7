using System.Net;
using ComputeExchange.Engine;
using ComputeExchange.Gateway;
using ComputeExchange.Hedging.Decisions;

namespace ComputeExchange.Host.Options;

/// <summary>What `serve` puts into an empty data directory.</summary>
internal enum InitialMarket
{
    /// <summary>The demo's market: SKUs, regions, baskets, participants, credit lines.</summary>
    Demo,

    /// <summary>An operator alone, who defines everything else.</summary>
    OperatorOnly,
}

/// <summary>The options of `serve`: the section `ComputeExchange` of the configuration. docs/OPERATIONS.md holds the
/// table.</summary>
internal sealed record ServeOptions
{
    /// <summary>The name of the section.</summary>
    public const string SectionName = "ComputeExchange";

    /// <summary>The port unless set.</summary>
    public const int DefaultPort = 9400;

    private const int MinStopMillis = 100;
    private const int MaxStopMillis = 600_000;
    private const int MaxObservations = 520;
    private const int MaxObservationHours = 24 * 31;

    /// <summary>The data directory.</summary>
    public string Data { get; init; } = DefaultDataDirectory();

    /// <summary>The address to listen on.</summary>
    public string Listen { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port to listen on, 0 to 65,535; 0 takes any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>What an empty data directory gets.</summary>
    public InitialMarket InitialMarket { get; init; }

    /// <summary>How long a clean end may wait for what was taken in to be durable and told, in milliseconds; 100 to
    /// 600,000.</summary>
    public int StopTimeoutMillis { get; init; } = 10_000;

    /// <summary>Rings, journal, reports and snapshots.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>Sessions.</summary>
    public GatewayOptions Gateway { get; init; } = new();

    /// <summary>The hedger.</summary>
    public HedgerOptions Hedging { get; init; } = new();

    /// <summary>Where the key files are.</summary>
    public string KeyDirectory => Path.Combine(Data, "keys");

    /// <summary>Where to listen.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Parse(Listen), Port);

    /// <summary>`compute-exchange` in the user's state folder, as the XDG base directory specification has it.</summary>
    public static string DefaultDataDirectory()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || !Path.IsPathFullyQualified(state))
            state = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "compute-exchange");
    }

    /// <summary>The options themselves, once every value has been found in its range.</summary>
    /// <exception cref="SettingException">Names the key, the value and what is allowed.</exception>
    public ServeOptions Validated()
    {
        Require(Data.Length > 0, nameof(Data), Data, "the path of a directory");
        Require(IPAddress.TryParse(Listen, out _), nameof(Listen), Listen, "an IP address such as 127.0.0.1, ::1 or 0.0.0.0");
        Within(nameof(Port), Port, IPEndPoint.MinPort, IPEndPoint.MaxPort);
        Within(nameof(StopTimeoutMillis), StopTimeoutMillis, MinStopMillis, MaxStopMillis);
        Within($"{nameof(Hedging)}:{nameof(Hedging.MinimumObservations)}", Hedging.MinimumObservations, 2, MaxObservations);
        Within($"{nameof(Hedging)}:{nameof(Hedging.ObservationHours)}", Hedging.ObservationHours, 1, MaxObservationHours);
        Check($"{nameof(Engine)}:{nameof(Engine.Journal)}", Engine.Journal.Validate);
        Check($"{nameof(Engine)}:{nameof(Engine.Reports)}", Engine.Reports.Validate);
        Check($"{nameof(Engine)}:{nameof(Engine.Snapshots)}", Engine.Snapshots.Validate);
        Check(nameof(Engine), Engine.Validate);
        Check(nameof(Gateway), () => Gateway.Validated());
        return this;
    }

    private static void Check(string group, Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException failure)
        {
            throw new SettingException($"{SectionName}:{group}:{failure.Message}");
        }
    }

    private static void Within(string key, int value, int least, int most) =>
        Require(value >= least && value <= most, key, value, $"{least} to {most}");

    private static void Require(bool holds, string key, object value, string allowed)
    {
        if (!holds)
            throw new SettingException($"{SectionName}:{key} is '{value}'; it must be {allowed}.");
    }
}
