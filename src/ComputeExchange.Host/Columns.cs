namespace ComputeExchange.Host;

/// <summary>Rows of text in columns, for a terminal and for whoever greps.</summary>
internal static class Columns
{
    /// <summary>Writes rows, the first of them titles, each cell as wide as the widest of its column. Columns of numbers stand
    /// right.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">All of one length; no cell is null.</param>
    /// <param name="indent">What stands before each row and between two columns.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, string indent = "  ")
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        bool[] areNumbers = [.. rows[0].Select((_, column) => rows.Skip(1).All(row => IsNumber(row[column])))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) =>
                indent + (areNumbers[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])));
            output.WriteLine(string.Concat(cells).TrimEnd());
        }
    }

    private static bool IsNumber(string cell) => cell is "" or "-" || cell.All(each => char.IsAsciiDigit(each) || each is '.' or ',');
}
