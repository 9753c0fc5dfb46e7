using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Engine time: set by commands, never by a clock, and never back.</summary>
internal sealed class EngineClock
{
    public EngineTime Now { get; set; } = new(0);
}
