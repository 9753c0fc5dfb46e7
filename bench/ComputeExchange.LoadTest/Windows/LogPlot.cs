using System.Globalization;
using System.Net;
using System.Text;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>Lines over two logarithmic axes, as an SVG that suits a light page and a dark one.</summary>
/// <param name="title">What it shows.</param>
/// <param name="across">What the horizontal axis counts.</param>
/// <param name="up">What the vertical axis counts.</param>
internal sealed class LogPlot(string title, string across, string up)
{
    private const int Left = 104, Right = 580, Top = 56, Bottom = 396, Width = 860, Height = 460;

    /// <summary>The least distance of two labels that stand beside their lines.</summary>
    private const double LabelPitch = 17;

    /// <summary>On white and on black alike each stands out by 3 to 1 or more; lines also differ by their marks' labels.</summary>
    private static readonly string[] Light = ["#0072b2", "#b34700", "#00795a", "#a3357a", "#8a6d00", "#4d4d4d"];
    private static readonly string[] Dark = ["#56b4e9", "#ff9247", "#2fd19f", "#f08cc8", "#f0d24a", "#c4c4c4"];

    private readonly List<(string Name, (double X, double Y)[] Points)> _lines = [];

    /// <summary>A line; all figures above 0.</summary>
    public void Add(string name, (double X, double Y)[] points) => _lines.Add((name, points));

    /// <summary>The drawing.</summary>
    public string ToSvg()
    {
        (int x0, int x1) = Decades(_lines.SelectMany(line => line.Points).Select(point => point.X));
        (int y0, int y1) = Decades(_lines.SelectMany(line => line.Points).Select(point => point.Y));
        StringBuilder svg = new();
        Head(svg);
        for (int x = x0; x <= x1; x++)
            Line(svg, "grid", Across(x, x0, x1), Top, Across(x, x0, x1), Bottom);
        for (int y = y0; y <= y1; y++)
            Line(svg, "grid", Left, Up(y, y0, y1), Right, Up(y, y0, y1));
        for (int x = x0; x <= x1; x++)
            Text(svg, "tick", Across(x, x0, x1), Bottom + 20, "middle", Power(x));
        for (int y = y0; y <= y1; y++)
            Text(svg, "tick", Left - 10, Up(y, y0, y1) + 4, "end", Power(y));
        Text(svg, "title", Left, 28, "start", title);
        Text(svg, "name", (Left + Right) / 2.0, Bottom + 44, "middle", across);
        Text(svg, "name", Left, Top - 9, "start", up);

        double[] ends = [.. _lines.Select(line => Up(Math.Log10(line.Points[^1].Y), y0, y1))];
        double[] labels = Apart(ends);
        for (int i = 0; i < _lines.Count; i++)
        {
            (double X, double Y)[] at = [.. _lines[i].Points.Select(point =>
                (Across(Math.Log10(point.X), x0, x1), Up(Math.Log10(point.Y), y0, y1)))];
            string path = string.Join(' ', at.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
            svg.AppendLine($"<polyline class=\"line c{i}\" points=\"{path}\"/>");
            foreach ((double x, double y) in at)
                svg.AppendLine($"<circle class=\"mark c{i}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"3.5\"/>");
            Line(svg, $"lead c{i}", at[^1].X + 6, at[^1].Y, Right + 20, labels[i]);
            Text(svg, $"label t{i}", Right + 25, labels[i] + 4, "start", _lines[i].Name);
        }
        return svg.AppendLine("</svg>").ToString();
    }

    private void Head(StringBuilder svg)
    {
        svg.AppendLine($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">");
        svg.AppendLine($"<title>{WebUtility.HtmlEncode(title)}</title>");
        svg.AppendLine("<style>");
        svg.AppendLine("text{font-family:system-ui,sans-serif;font-size:13px}.title{font-size:16px;font-weight:600}");
        svg.AppendLine(".line{fill:none;stroke-width:2.2}.lead{stroke-width:1;stroke-dasharray:2 3}.grid{stroke-width:1}");
        Colours(svg, Light, page: "#ffffff", ink: "#1f2328", grid: "#d5d9de");
        svg.AppendLine("@media (prefers-color-scheme:dark){");
        Colours(svg, Dark, page: "#0d1117", ink: "#e6edf3", grid: "#343b44");
        svg.AppendLine("}");
        svg.AppendLine("</style>");
        svg.AppendLine($"<rect class=\"page\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"/>");
    }

    private void Colours(StringBuilder svg, string[] palette, string page, string ink, string grid)
    {
        svg.AppendLine($".page{{fill:{page}}}text{{fill:{ink}}}.grid{{stroke:{grid}}}");
        for (int i = 0; i < _lines.Count; i++)
        {
            string colour = palette[i % palette.Length];
            svg.AppendLine($".c{i}{{stroke:{colour}}}.mark.c{i}{{fill:{colour}}}.label.t{i}{{fill:{colour}}}");
        }
    }

    /// <summary>Where labels stand, so that none covers another and each is as near to its line as that allows.</summary>
    private static double[] Apart(double[] wanted)
    {
        double[] placed = [.. wanted];
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i])];
        for (int i = 1; i < order.Length; i++)
            placed[order[i]] = Math.Max(placed[order[i]], placed[order[i - 1]] + LabelPitch);
        double lowest = Bottom;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            placed[order[i]] = Math.Min(placed[order[i]], lowest);
            lowest = placed[order[i]] - LabelPitch;
        }
        return placed;
    }

    private static (int First, int Last) Decades(IEnumerable<double> figures)
    {
        double[] logs = [.. figures.Select(Math.Log10)];
        int first = (int)Math.Floor(logs.Min() + 1e-9);
        return (first, Math.Max(first + 1, (int)Math.Ceiling(logs.Max() - 1e-9)));
    }

    private static double Across(double log, int first, int last) => Left + (log - first) / (last - first) * (Right - Left);

    private static double Up(double log, int first, int last) => Bottom - (log - first) / (last - first) * (Bottom - Top);

    private static string Power(int log) => Math.Pow(10, log).ToString("N0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder svg, string kind, double x1, double y1, double x2, double y2) => svg.AppendLine(
        $"<line class=\"{kind}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    private static void Text(StringBuilder svg, string kind, double x, double y, string anchor, string text) => svg.AppendLine(
        $"<text class=\"{kind}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    private static string Number(double figure) => figure.ToString("0.#", CultureInfo.InvariantCulture);
}
