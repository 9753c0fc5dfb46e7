using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>A session's open orders, as of one moment.</summary>
/// <param name="AsOfReportNumber">The last report whose effect they show; later ones come on top.</param>
/// <param name="Orders">The orders, in entry order.</param>
public sealed record OpenOrderList(long AsOfReportNumber, IReadOnlyList<OpenOrder> Orders);
