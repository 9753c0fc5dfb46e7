using System.Runtime.CompilerServices;

namespace ComputeExchange.Core.Books.Stretches;

/// <summary>A square of the index: its four quarters, and of all that lies below it the best rank and the outermost hours.</summary>
internal struct Square
{
    public SellRank Best;

    /// <summary>The first hour of any stretch below, and the end of the last, on the plane.</summary>
    public int FirstStart;
    public int LastEnd;
    public Quarters Quarters;

    /// <summary>Of a square of one point: the stretches of those hours, by least slice.</summary>
    public StretchShape? Shapes;

    public void HoldNothing()
    {
        Best = SellRank.Last;
        (FirstStart, LastEnd) = (int.MaxValue, int.MinValue);
    }

    public void Include(in SellRank best, int firstStart, int lastEnd)
    {
        if (best.IsBefore(Best))
            Best = best;
        FirstStart = Math.Min(FirstStart, firstStart);
        LastEnd = Math.Max(LastEnd, lastEnd);
    }
}

/// <summary>The numbers of a square's quarters; 0 for an empty one.</summary>
[InlineArray(4)]
internal struct Quarters
{
    private int _first;
}
