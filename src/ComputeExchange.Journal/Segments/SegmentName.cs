using System.Globalization;

namespace ComputeExchange.Journal.Segments;

/// <summary>Names of numbered files: a prefix, twenty digits (so that ordinal order is numeric order), an ending.</summary>
internal static class SegmentName
{
    public const string JournalPrefix = "journal-";
    public const string ReportPrefix = "reports-";
    public const string SegmentEnding = ".seg";
    private const int Digits = 20;

    public static string Of(string prefix, long number, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D20}{ending}");

    /// <summary>The number of a name; false for the names of unfinished and foreign files.</summary>
    public static bool TryParse(string name, string prefix, string ending, out long number)
    {
        number = 0;
        return name.Length == prefix.Length + Digits + ending.Length
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && name.EndsWith(ending, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The numbers of all such files, ascending.</summary>
    public static List<long> Numbers(Storage.IStorage storage, string prefix, string ending)
    {
        List<long> numbers = [];
        foreach (string name in storage.List(prefix))
        {
            if (TryParse(name, prefix, ending, out long number))
                numbers.Add(number);
        }

        return numbers;
    }
}
