namespace ComputeExchange.Hedging.Index;

/// <summary>A trade in a constituent's market.</summary>
/// <param name="PriceNanos">Price in units of 1e-9 $ per GPU-hour, above 0.</param>
/// <param name="GpuHours">Volume, above 0.</param>
/// <param name="Contributor">Whose print it is: the number of the dealer who made the price.</param>
/// <param name="TimeNanos">Engine time of the trade.</param>
public readonly record struct Print(long PriceNanos, long GpuHours, int Contributor, long TimeNanos);

/// <summary>A price at which someone could deal, and how much.</summary>
/// <param name="PriceNanos">Price in units of 1e-9 $ per GPU-hour, above 0.</param>
/// <param name="GpuHours">Quantity, above 0.</param>
public readonly record struct DealableLevel(long PriceNanos, long GpuHours);

/// <summary>What is known of one constituent when the index is computed.</summary>
/// <param name="Share">Its integer share, above 0; its weight is the share over the sum of shares.</param>
/// <param name="Prints">Trades, in any order; those outside of the look-back are left out.</param>
/// <param name="Bids">Dealable bids, in any order.</param>
/// <param name="Asks">Dealable asks, in any order.</param>
/// <param name="LastNanos">The constituent's last value, null if it never had one.</param>
public sealed record IndexConstituent(
    int Share,
    IReadOnlyList<Print> Prints,
    IReadOnlyList<DealableLevel> Bids,
    IReadOnlyList<DealableLevel> Asks,
    long? LastNanos);
