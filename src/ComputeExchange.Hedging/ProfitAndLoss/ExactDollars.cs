namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>An amount of US dollars in integer units of 1e-15 $, so that profit and loss never rounds.</summary>
/// <remarks>
/// The finest thing that profit and loss multiplies is a mark (1e-9 $) by a hedge ratio (1e-6): 1e-15 $. In that unit every
/// part is an integer, sums do not depend on their order, and the two computations of the total are equal, not only to the
/// cent. 128 bits hold ± 1.7e23 $; arithmetic is checked.
/// </remarks>
/// <param name="Femtos">The number of units of 1e-15 $.</param>
public readonly record struct ExactDollars(Int128 Femtos) : IComparable<ExactDollars>
{
    private const long FemtosPerNano = 1_000_000;
    private const long FemtosPerTick = 100_000_000_000;
    private const long FemtosPerCent = 10_000_000_000_000;
    private const decimal CentsPerDollar = 100;

    /// <summary>Nothing.</summary>
    public static ExactDollars Zero => default;

    /// <summary>Quantity x price, for a price in ticks of 0.0001 $ (also: an amount of money in units of 0.0001 $).</summary>
    public static ExactDollars OfTicks(Int128 quantity, long ticks) => new(checked(quantity * ticks * FemtosPerTick));

    /// <summary>Quantity x price, for a price in units of 1e-9 $.</summary>
    public static ExactDollars OfNanos(Int128 quantity, long nanos) => new(checked(quantity * nanos * FemtosPerNano));

    /// <summary>Quantity x ratio x price, for a ratio in units of 1e-6 and a price in units of 1e-9 $.</summary>
    public static ExactDollars OfNanos(Int128 quantity, long ratioMicros, long nanos) =>
        new(checked(quantity * ratioMicros * nanos));

    /// <summary>The amount rounded to cents, halves away from zero, in dollars.</summary>
    public decimal ToCents()
    {
        Int128 magnitude = Int128.Abs(Femtos);
        Int128 cents = (magnitude + FemtosPerCent / 2) / FemtosPerCent;
        return Int128.Sign(Femtos) * (decimal)cents / CentsPerDollar;
    }

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static ExactDollars operator +(ExactDollars left, ExactDollars right) => new(checked(left.Femtos + right.Femtos));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static ExactDollars operator -(ExactDollars left, ExactDollars right) => new(checked(left.Femtos - right.Femtos));

    /// <summary>The opposite amount.</summary>
    public static ExactDollars operator -(ExactDollars value) => new(checked(-value.Femtos));

    /// <summary>So many times the amount.</summary>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static ExactDollars operator *(ExactDollars value, long times) => new(checked(value.Femtos * times));

    /// <inheritdoc/>
    public int CompareTo(ExactDollars other) => Femtos.CompareTo(other.Femtos);

    /// <summary>The amount in dollars and cents, as text.</summary>
    public override string ToString() => ToCents().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
