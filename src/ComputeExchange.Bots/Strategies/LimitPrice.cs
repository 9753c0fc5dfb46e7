using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>Dollars turned into limits that a book takes: on the tick, at least one tick, within the highest limit.</summary>
public static class LimitPrice
{
    /// <summary>The highest limit on the tick that is not above the price.</summary>
    /// <param name="dollars">Dollars per GPU-hour; finite.</param>
    /// <param name="tickTicks">The tick in ticks of 0.0001 $; 1 for forwards.</param>
    public static long AtMost(double dollars, int tickTicks = 1) => OnTick(Math.Floor(InTicks(dollars, tickTicks)), tickTicks);

    /// <summary>The lowest limit on the tick that is not below the price.</summary>
    /// <param name="dollars">Dollars per GPU-hour; finite.</param>
    /// <param name="tickTicks">The tick in ticks of 0.0001 $; 1 for forwards.</param>
    public static long AtLeast(double dollars, int tickTicks = 1) => OnTick(Math.Ceiling(InTicks(dollars, tickTicks)), tickTicks);

    private static double InTicks(double dollars, int tickTicks) => double.IsFinite(dollars)
        ? dollars * Price.TicksPerDollar / tickTicks
        : throw new ArgumentOutOfRangeException(nameof(dollars), dollars, "A price is a finite number.");

    private static long OnTick(double count, int tickTicks) =>
        (long)Math.Clamp(count, 1, Price.MaxTicks / tickTicks) * tickTicks;
}
