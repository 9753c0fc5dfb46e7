namespace ComputeExchange.Messages;

/// <summary>A price in ticks of 0.0001 US dollars: per GPU-hour for forwards and basket contracts alike.</summary>
/// <remarks>An accepted order's limit lies between 1 tick and <see cref="MaxTicks"/> ($100,000). Arithmetic is checked.</remarks>
/// <param name="Ticks">The number of ticks.</param>
public readonly record struct Price(int Ticks) : IComparable<Price>
{
    /// <summary>Ticks in one dollar.</summary>
    public const int TicksPerDollar = 10_000;

    /// <summary>The highest limit that an order may carry: $100,000.</summary>
    public const int MaxTicks = 100_000 * TicksPerDollar;

    /// <summary>What a command carries for a price that is no whole number of ticks: never valid, so it is refused
    /// with <see cref="RejectReason.InvalidPrice"/>.</summary>
    public const long OffTick = long.MinValue;

    /// <summary>The price in dollars.</summary>
    public decimal Dollars => (decimal)Ticks / TicksPerDollar;

    /// <summary>A price from dollars.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a whole number of ticks.</exception>
    public static Price FromDollars(decimal dollars)
    {
        decimal ticks = dollars * TicksPerDollar;
        return ticks == decimal.Truncate(ticks)
            ? new Price((int)ticks)
            : throw new ArgumentOutOfRangeException(nameof(dollars), dollars, "A price is a whole number of ticks of 0.0001 $.");
    }

    /// <inheritdoc/>
    public int CompareTo(Price other) => Ticks.CompareTo(other.Ticks);

    /// <summary>The price in dollars, as text.</summary>
    public override string ToString() => Dollars.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
