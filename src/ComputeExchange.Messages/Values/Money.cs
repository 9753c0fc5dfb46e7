namespace ComputeExchange.Messages;

/// <summary>An amount of US dollars in integer units of 0.0001 $. Arithmetic is checked.</summary>
/// <remarks>Holds ± $922 trillion: the $45bn of the largest known compute contracts fits twenty thousand times.</remarks>
/// <param name="Units">The number of units of 0.0001 $.</param>
public readonly record struct Money(long Units) : IComparable<Money>
{
    /// <summary>Units in one dollar.</summary>
    public const int UnitsPerDollar = 10_000;

    /// <summary>The largest value of one order at its limit: $100bn.</summary>
    public static readonly Money MaxOrderValue = new(100_000_000_000L * UnitsPerDollar);

    /// <summary>The amount in dollars.</summary>
    public decimal Dollars => (decimal)Units / UnitsPerDollar;

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Units + right.Units));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.Units - right.Units));

    /// <inheritdoc/>
    public int CompareTo(Money other) => Units.CompareTo(other.Units);

    /// <summary>The amount in dollars, as text.</summary>
    public override string ToString() => Dollars.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
