namespace ComputeExchange.Core.Matching.Covers;

/// <summary>Hours of a window without a gap, counted from its start, in every hour of which an offer has a lot.</summary>
internal struct Supply
{
    public const int None = -1;

    public int Offer;
    public int Start;
    public int End;

    /// <summary>The least hours of a part.</summary>
    public int LeastHours;

    /// <summary>Whether it is sold with all its hours only.</summary>
    public bool IsWhole;

    /// <summary>Whether a sale or the screen has ended it; what is left of it is listed anew.</summary>
    public bool IsGone;

    /// <summary>The first of those that hang on this one, being no better in any way, and the next beside it.</summary>
    public int FirstHung;
    public int NextHung;
}
