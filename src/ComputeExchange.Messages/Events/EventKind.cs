namespace ComputeExchange.Messages;

/// <summary>What happened.</summary>
public enum EventKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An order was accepted: FIX ExecType New.</summary>
    New,

    /// <summary>Two orders traded.</summary>
    Trade,

    /// <summary>An order was replaced.</summary>
    Replaced,

    /// <summary>An open order was cancelled.</summary>
    Cancelled,

    /// <summary>An open order expired.</summary>
    Expired,

    /// <summary>A command was refused.</summary>
    Rejected,

    /// <summary>A command without events of its own (reference data, credit, settings, time, sessions) was applied.</summary>
    Applied,

    /// <summary>A participant's position in an ended month was settled.</summary>
    PositionSettled,

    /// <summary>Engine time passed into another hour: delivered hours left the exposures.</summary>
    HourPassed,

    /// <summary>The best bid or ask of a basket future changed.</summary>
    TopChanged,
}
