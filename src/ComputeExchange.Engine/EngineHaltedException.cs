using ComputeExchange.Core;
using ComputeExchange.Disruptor;
using ComputeExchange.Journal;

namespace ComputeExchange.Engine;

/// <summary>Why an engine stopped by itself.</summary>
public enum EngineHaltReason
{
    /// <summary>A write or fdatasync of the journal or of the report log failed.</summary>
    StorageFailed,

    /// <summary>The device is full.</summary>
    DiskFull,

    /// <summary>The core found its own state broken: a bug.</summary>
    InvariantBroken,

    /// <summary>Anything else that was thrown on one of the engine's threads: a bug.</summary>
    Unexpected,
}

/// <summary>The engine stopped: nothing more is taken in or told. What was acknowledged is in the journal.</summary>
public sealed class EngineHaltedException : Exception
{
    private EngineHaltedException(EngineHaltReason reason, string stage, Exception cause)
        : base($"The engine is halted ({reason}, {stage}): {cause.Message}", cause)
    {
        Reason = reason;
        Stage = stage;
    }

    /// <summary>Why.</summary>
    public EngineHaltReason Reason { get; }

    /// <summary>Which of the engine's stages failed: journal, matching, publisher, hedger, ticker, upkeep or snapshots.</summary>
    public string Stage { get; }

    internal static EngineHaltedException Of(string stage, Exception cause)
    {
        if (cause is EngineHaltedException known)
            return known;
        if (cause is HandlerFailedException { InnerException: { } inner } failed)
            return Of(failed.Consumer, inner);
        return new EngineHaltedException(ReasonOf(cause), stage, cause);
    }

    private static EngineHaltReason ReasonOf(Exception cause) => cause switch
    {
        JournalFullException or JournalFailedException { DiskFull: true } => EngineHaltReason.DiskFull,
        IOException => EngineHaltReason.StorageFailed,
        InvariantException or BreakingCommandException => EngineHaltReason.InvariantBroken,
        _ => EngineHaltReason.Unexpected,
    };
}
