using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Reports;

/// <summary>What the hedges are and what they leave, of every dealer, as of one event. Plain values: it may be handed to any
/// thread, printed, or written as JSON.</summary>
/// <param name="Sequence">The command that it is as of.</param>
/// <param name="Markets">Every market with a price or an exposure, with its ratio.</param>
/// <param name="Dealers">Every dealer, in order of definition.</param>
public sealed record HedgeReport(
    long Sequence, IReadOnlyList<MarketHedgeReport> Markets, IReadOnlyList<DealerHedgeReport> Dealers);

/// <summary>A market's ratio and basis.</summary>
public sealed record MarketHedgeReport
{
    /// <summary>The SKU's code.</summary>
    public required string Sku { get; init; }

    /// <summary>The region's code.</summary>
    public required string Region { get; init; }

    /// <summary>The code of the basket that hedges it; null when none does, and then there is no hedge.</summary>
    public required string? Basket { get; init; }

    /// <summary>The ratio in force; null when there is none, and then there is no hedge.</summary>
    public required decimal? Ratio { get; init; }

    /// <summary>Whether the history gives a ratio, and if not, why not.</summary>
    public required RatioStatus Status { get; init; }

    /// <summary>R^2 of the estimate, 0 to 1.</summary>
    public required double RSquared { get; init; }

    /// <summary>Residual volatility of the estimate, dollars per GPU-hour and change.</summary>
    public required double ResidualVolatility { get; init; }

    /// <summary>Changes that the estimate is made from.</summary>
    public required int Observations { get; init; }

    /// <summary>The basis at the ratio in force, with its effectiveness, z-score and half-life; null without ratio or
    /// history.</summary>
    public required BasisReport? Basis { get; init; }
}

/// <summary>One dealer's hedge.</summary>
public sealed record DealerHedgeReport
{
    /// <summary>The dealer's code.</summary>
    public required string Dealer { get; init; }

    /// <summary>Whether it is hedged.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Whether its kill switch is on.</summary>
    public required bool IsKilled { get; init; }

    /// <summary>The last request of its hedge session that was applied.</summary>
    public required long LastRequest { get; init; }

    /// <summary>Why its hedge session could not be opened; none unless it was refused.</summary>
    public required RejectReason SessionRefusal { get; init; }

    /// <summary>Undelivered GPU-hours by market and delivery month.</summary>
    public required IReadOnlyList<ExposureReport> Exposures { get; init; }

    /// <summary>Targets, positions and gaps of the contracts that trade, where any of the three is not 0.</summary>
    public required IReadOnlyList<ContractHedgeReport> Contracts { get; init; }

    /// <summary>Variance of what it holds, dollars squared a change, without and with its futures.</summary>
    public required HedgeEffectiveness Effectiveness { get; init; }

    /// <summary>How many of its markets and baskets have too short a history to be in the variances.</summary>
    public required int WithoutHistory { get; init; }

    /// <summary>Profit and loss in five parts, which the second computation has confirmed.</summary>
    public required ProfitAndLossParts ProfitAndLoss { get; init; }

    /// <summary>Profit and loss from cash and marks: the second computation.</summary>
    public required ExactDollars FromCashAndMarks { get; init; }
}

/// <summary>Undelivered GPU-hours of a market and month.</summary>
/// <param name="Sku">The SKU's code.</param>
/// <param name="Region">The region's code.</param>
/// <param name="Month">The delivery month, yyyy-MM.</param>
/// <param name="GpuHours">Bought (+) or sold (-).</param>
public sealed record ExposureReport(string Sku, string Region, string Month, long GpuHours);

/// <summary>Target, position and gap of one contract.</summary>
/// <param name="Basket">The basket's code.</param>
/// <param name="Month">The month, yyyy-MM.</param>
/// <param name="ExactTarget">Exact target, lots.</param>
/// <param name="Position">Lots held, long (+) or short (-).</param>
/// <param name="Gap">Exact target less position, lots.</param>
/// <param name="Working">Lots that open hedge orders would still buy (+) or sell (-).</param>
/// <param name="Status">Why it is traded now, or is not.</param>
/// <param name="Reason">Why the last hedge order was refused, if that is the status.</param>
public sealed record ContractHedgeReport(
    string Basket, string Month, decimal ExactTarget, long Position, decimal Gap, long Working, HedgeStatus Status,
    RejectReason Reason);
