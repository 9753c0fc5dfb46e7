using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Ring;

/// <summary>What producers stamp their commands with.</summary>
internal static class ProducerClock
{
    private const long NanosPerTick = 100;

    public static EngineTime EngineNow(this TimeProvider clock) =>
        new((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosPerTick);

    public static long Nanos(this TimeSpan span) => span.Ticks * NanosPerTick;
}
