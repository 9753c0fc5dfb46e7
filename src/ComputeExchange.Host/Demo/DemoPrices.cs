using ComputeExchange.Bots.Markets;
using ComputeExchange.Bots.Prices;

namespace ComputeExchange.Host.Demo;

/// <summary>The dates that the demo plays and the price of every market on each: the spot prices of the history's H100.</summary>
internal sealed class DemoPrices
{
    private const string H100Machine = "a3-highgpu-8g";
    private readonly ReferencePriceHistory _history;

    private DemoPrices(ReferencePriceHistory history)
    {
        _history = history;
        Dates = history.DatesOf(H100Machine, ListedPrice.Spot);
    }

    /// <summary>The dates on which every H100 market has a price, ascending.</summary>
    public IReadOnlyList<DateOnly> Dates { get; }

    /// <summary>The history behind them.</summary>
    public ReferencePriceHistory History => _history;

    /// <summary>Reads the files that lie beside the program.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="FormatException">A file is not what it should be.</exception>
    public static DemoPrices Read()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data");
        return new DemoPrices(ReferencePriceHistory.Read(
            Path.Combine(folder, "gcp-gpu-weekly.csv"), Path.Combine(folder, "gcp-gpu-regions.csv")));
    }

    /// <summary>The prices of a date in units of 1e-9 $ per GPU-hour, in the order of the directory.</summary>
    /// <exception cref="FormatException">A market has no price on the date.</exception>
    public long[] On(DateOnly date, MarketDirectory directory) =>
    [
        .. directory.Markets.Select(market =>
            _history.NanosPerGpuHour(market.Machine, market.Region, ListedPrice.Spot, date)
            ?? throw new FormatException($"{market.Machine} has no price in {market.Region} on {date:yyyy-MM-dd}.")),
    ];
}
