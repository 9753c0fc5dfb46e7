namespace ComputeExchange.Hedging.Contracts;

/// <summary>Capacity held constant through a time: the sum that every compute contract starts from.</summary>
/// <param name="Gpus">Number of GPUs, at least 0.</param>
/// <param name="Hours">Length in hours, at least 0.</param>
public readonly record struct CapacityContract(long Gpus, long Hours)
{
    /// <summary>Hours in the month of contract terms: a twelfth of 8,760.</summary>
    public const int HoursPerMonth = 730;

    /// <summary>Hours in a year of 365 days.</summary>
    public const int HoursPerYear = 8_760;

    /// <summary>GPUs x hours.</summary>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public long GpuHours => Gpus * Hours;

    /// <summary>The cost in dollars at a price per GPU-hour, exact.</summary>
    public decimal CostAt(decimal dollarsPerGpuHour) => GpuHours * dollarsPerGpuHour;

    /// <summary>The price per GPU-hour that a cost in dollars comes to.</summary>
    /// <exception cref="DivideByZeroException">There are no GPU-hours.</exception>
    public decimal PriceOf(decimal dollars) => dollars / GpuHours;

    /// <summary>How many lots of a basket hold as many GPU-hours, not rounded.</summary>
    /// <param name="multiplier">GPU-hours a lot, above 0.</param>
    public decimal LotsOf(int multiplier) => (decimal)GpuHours / multiplier;

    /// <summary>The part of the capacity that comes late, for as long as it is missing.</summary>
    /// <param name="share">The share that is late, 0 to 1; what it leaves of a GPU is dropped.</param>
    /// <param name="hoursLate">How long it is missing.</param>
    public CapacityContract Missing(decimal share, long hoursLate)
    {
        if (share is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        return new CapacityContract((long)decimal.Truncate(Gpus * share), hoursLate);
    }
}
