using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>What may be set about the hedger as a whole; what is set of a dealer is a command.</summary>
public sealed record HedgerOptions
{
    /// <summary>How far through the best price a hedge order reaches, in the basket's ticks, where a dealer's setting says
    /// 0.</summary>
    public const int DefaultTicksThrough = 5;

    /// <summary>With fewer changes of price and index at the same dates there is no ratio: 20 unless set, at least 2.</summary>
    public int MinimumObservations { get; init; } = HedgeRatio.DefaultMinimumObservations;

    /// <summary>What a date is, in hours: the last value in each such period counts. A UTC day (24) unless set, at least
    /// 1.</summary>
    public int ObservationHours { get; init; } = EngineTime.HoursPerDay;

    internal void RequireValid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumObservations, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(ObservationHours, 1);
    }
}
