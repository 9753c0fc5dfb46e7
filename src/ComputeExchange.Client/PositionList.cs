using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>A participant's positions, as of one moment.</summary>
/// <param name="AsOfReportNumber">The last report of the session whose effect they show.</param>
/// <param name="Cash">Cash.</param>
/// <param name="Exposures">Undelivered GPU-hours by market and month.</param>
/// <param name="Baskets">Positions in basket futures.</param>
public sealed record PositionList(
    long AsOfReportNumber, Money Cash, IReadOnlyList<ExposurePosition> Exposures, IReadOnlyList<BasketPosition> Baskets);
