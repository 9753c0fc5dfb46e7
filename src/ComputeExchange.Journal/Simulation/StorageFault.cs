namespace ComputeExchange.Journal.Simulation;

/// <summary>What a simulated device can be told to do wrong.</summary>
public enum StorageFault
{
    /// <summary>A write keeps only a first part of its bytes and fails (EIO).</summary>
    ShortWrite,

    /// <summary>A write keeps nothing and fails (EIO).</summary>
    WriteError,

    /// <summary>A write, or the growth of a file, fails because the device is full (ENOSPC).</summary>
    Full,

    /// <summary>A flush fails, and what was unsynced can never become durable any more.</summary>
    FailedFlush,

    /// <summary>A flush fails before it does anything: what was unsynced is still so when the plug is pulled next.</summary>
    CrashInFlush,

    /// <summary>A rename is seen by the running process and undone by the next crash, even after a sync.</summary>
    LostRename,

    /// <summary>A write goes to another place of the device, over what stands there, and succeeds.</summary>
    MisdirectedWrite,

    /// <summary>A write succeeds, and nothing of it ever reaches the device.</summary>
    LostWrite,

    /// <summary>A flush takes long; <see cref="SimulatedStorage.Stalled"/> is told in the middle of it.</summary>
    Stall,

    /// <summary>Of what is unsynced at the next crash the device kept what was written last, and lost what was written
    /// before it.</summary>
    ReorderedWrites,
}
