namespace ComputeExchange.Host;

/// <summary>Rows of text in columns, for a terminal and for whoever greps.</summary>
internal static class Columns
{
    /// <summary>Writes rows, each cell as wide as the widest of its column; the last column as it comes.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">All of one length; cells that begin with a digit or a minus sign stand right.</param>
    /// <param name="indent">What stands before each row and between two columns.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, string indent = "  ")
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
            {
                string cell = row[column];
                output.Write(indent);
                output.Write(IsNumber(cell) ? cell.PadLeft(widths[column])
                    : column < row.Length - 1 ? cell.PadRight(widths[column]) : cell);
            }

            output.WriteLine();
        }
    }

    private static bool IsNumber(string cell) =>
        cell.Length > 0 && cell.All(each => char.IsAsciiDigit(each) || each is '.' or ',' or '-' or '$' or '%');
}
