using System.Globalization;

namespace ComputeExchange.Bots.Prices;

/// <summary>Which of a price list's prices.</summary>
public enum ListedPrice
{
    /// <summary>On demand, by the hour.</summary>
    OnDemand,

    /// <summary>Spot, by the hour; can be taken back at short notice.</summary>
    Spot,
}

/// <summary>Real prices of GPU machines by date and region, read from the files in <c>data/</c>.</summary>
/// <remarks>The price list names every region for every machine; only the regions file says where a machine is offered, so
/// nothing is read without it. Prices of the list are for a whole machine; here they are for one GPU-hour.</remarks>
public sealed class ReferencePriceHistory
{
    /// <summary>Accelerators of every machine in the files.</summary>
    public const int GpusPerMachine = 8;

    private const string PricesHeader = "date,machine,region,od_hour,spot_hour,month_1y,month_3y";
    private const int DateColumn = 0;
    private const int MachineColumn = 1;
    private const int RegionColumn = 2;
    private const int OnDemandColumn = 3;
    private const int SpotColumn = 4;
    private const int PriceColumns = 7;

    private readonly SortedDictionary<string, MachineHistory> _machines = new(StringComparer.Ordinal);

    private ReferencePriceHistory()
    {
    }

    /// <summary>The machines that have prices, in ordinal order.</summary>
    public IReadOnlyCollection<string> Machines => _machines.Keys;

    /// <summary>Reads the two files.</summary>
    /// <param name="pricesFile">date, machine, region, on-demand and spot price an hour, committed prices a month.</param>
    /// <param name="regionsFile">machine, region: where a machine is offered.</param>
    /// <exception cref="FormatException">One sentence that names the file, the line and what is wrong with it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReferencePriceHistory Read(string pricesFile, string regionsFile)
    {
        using StreamReader prices = new(pricesFile);
        using StreamReader regions = new(regionsFile);
        return Read(prices, pricesFile, regions, regionsFile);
    }

    /// <summary>Reads the two files from readers; the names are for error messages.</summary>
    public static ReferencePriceHistory Read(TextReader prices, string pricesName, TextReader regions, string regionsName)
    {
        ReferencePriceHistory history = new();
        HashSet<(string, string)> offered = ReadOffers(regions, regionsName);
        if (prices.ReadLine() != PricesHeader)
            throw new FormatException($"{pricesName}, line 1: the header must be \"{PricesHeader}\".");
        int line = 1;
        while (prices.ReadLine() is string text)
        {
            line++;
            string[] fields = text.Split(',');
            if (fields.Length != PriceColumns)
                throw new FormatException($"{pricesName}, line {line}: {PriceColumns} fields are needed, not {fields.Length}.");
            if (offered.Contains((fields[MachineColumn], fields[RegionColumn])))
                history.Add(fields, $"{pricesName}, line {line}");
        }
        return history;
    }

    /// <summary>The regions in which a machine has prices, in ordinal order; none for an unknown machine.</summary>
    public IReadOnlyCollection<string> RegionsOf(string machine) =>
        _machines.TryGetValue(machine, out MachineHistory? history) ? history.Regions : [];

    /// <summary>The dates on which a machine has a price of a kind in every one of its regions, ascending.</summary>
    public IReadOnlyList<DateOnly> DatesOf(string machine, ListedPrice kind)
    {
        if (!_machines.TryGetValue(machine, out MachineHistory? history))
            return [];
        return [.. history.ByDate
            .Where(date => history.Regions.All(region => date.Value.ContainsKey((region, kind))))
            .Select(date => date.Key)];
    }

    /// <summary>A price in dollars per GPU-hour, unrounded; null where the list has none on that date.</summary>
    public double? DollarsPerGpuHour(string machine, string region, ListedPrice kind, DateOnly date)
    {
        return _machines.TryGetValue(machine, out MachineHistory? history)
            && history.ByDate.TryGetValue(date, out Dictionary<(string, ListedPrice), double>? prices)
            && prices.TryGetValue((region, kind), out double machineHour)
                ? machineHour / GpusPerMachine
                : null;
    }

    /// <summary>A price in units of 1e-9 $ per GPU-hour, rounded to the nearest, halves away from zero: as the exchange takes
    /// reference prices. Null where the list has none on that date.</summary>
    public long? NanosPerGpuHour(string machine, string region, ListedPrice kind, DateOnly date) =>
        DollarsPerGpuHour(machine, region, kind, date) is double dollars
            ? (long)Math.Round(dollars * 1e9, MidpointRounding.AwayFromZero)
            : null;

    private void Add(string[] fields, string where)
    {
        bool isDate = DateOnly.TryParseExact(
            fields[DateColumn], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        if (!isDate)
            throw new FormatException($"{where}: \"{fields[DateColumn]}\" is no date of the form yyyy-MM-dd.");
        if (!_machines.TryGetValue(fields[MachineColumn], out MachineHistory? history))
            _machines.Add(fields[MachineColumn], history = new MachineHistory());
        history.Regions.Add(fields[RegionColumn]);
        if (!history.ByDate.TryGetValue(date, out Dictionary<(string, ListedPrice), double>? prices))
            history.ByDate.Add(date, prices = []);

        // A list revised twice on one day has the day twice; the later one stands.
        Set(prices, fields, OnDemandColumn, ListedPrice.OnDemand, where);
        Set(prices, fields, SpotColumn, ListedPrice.Spot, where);
    }

    private static void Set(
        Dictionary<(string, ListedPrice), double> prices, string[] fields, int column, ListedPrice kind, string where)
    {
        string field = fields[column];
        if (field.Length == 0)
            return;
        if (!double.TryParse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double price)
            || !(price > 0) || !double.IsFinite(price))
            throw new FormatException($"{where}: \"{field}\" is no price above 0.");
        prices[(fields[RegionColumn], kind)] = price;
    }

    private static HashSet<(string, string)> ReadOffers(TextReader regions, string name)
    {
        HashSet<(string, string)> offered = [];
        int line = 0;
        while (regions.ReadLine() is string text)
        {
            line++;
            string[] fields = text.Split(',');
            if (fields.Length != 2)
                throw new FormatException($"{name}, line {line}: a machine and a region are needed.");
            offered.Add((fields[0], fields[1]));
        }
        return offered;
    }

    private sealed class MachineHistory
    {
        public readonly SortedSet<string> Regions = new(StringComparer.Ordinal);
        public readonly SortedDictionary<DateOnly, Dictionary<(string, ListedPrice), double>> ByDate = [];
    }
}
