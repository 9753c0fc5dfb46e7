using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Gateway.Reference;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>What every session shares: the engine, the keys, the directory, the options and the time of the step.</summary>
internal sealed class GatewayContext
{
    public required GatewayOptions Options { get; init; }

    public required IEngine Engine { get; init; }

    public required EngineDoor Door { get; init; }

    public required EngineInbox Inbox { get; init; }

    public required KeyStore Keys { get; init; }

    public required ReferenceDirectory Directory { get; init; }

    public required SessionRegister Register { get; init; }

    public required SnapshotRequests Snapshots { get; init; }

    public required BoundedLog Sentences { get; init; }

    /// <summary>Who gave wrong keys.</summary>
    public required LogonGuard Guard { get; init; }

    /// <summary>Memory for what waits for clients.</summary>
    public ChunkPool Chunks { get; } = new();

    /// <summary>The time of this step on the gateway's own clock, which does not go back.</summary>
    public long NowNanos { get; set; }

    /// <summary>Says something to the operator.</summary>
    public void Log(string sentence) => Sentences.Say(sentence, NowNanos);

    /// <summary>Where reports are read into before they go on; used within one call.</summary>
    public byte[] Scratch { get; } = new byte[64 * 1024];
}
