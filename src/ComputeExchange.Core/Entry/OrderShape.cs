using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>The window terms of a new order with their defaults filled in: what kind of order they make it.</summary>
internal readonly struct OrderShape
{
    public OrderShape(in NewOrder order)
    {
        MaxParts = order.Has(GivenTerms.MaxParts) ? order.MaxParts : 1;
        MinSlice = order.Has(GivenTerms.MinSlice) ? order.MinSlice : 1;
        // A step out of range is refused for what it is, but on a basket order only later, as a term that it cannot have.
        Step = order.Has(GivenTerms.Step) ? Math.Max(order.Step, 1) : 1;
        int startHour = order.Instrument.Window.StartHour;
        int latest = order.Has(GivenTerms.LatestStart) ? order.LatestStartHour : startHour;
        StartCount = ((long)latest - startHour) / Step + 1;
        Hours = order.Instrument.Window.Hours;
        LastStartHour = startHour + (StartCount - 1) * Step;
        IsDivisible = order.Side == Side.Sell && order.Has(GivenTerms.Divisible);
        IsComplex = MaxParts > 1 || latest > startHour || order.AlternativesInPlace.Count > 0;
    }

    public int MaxParts { get; }

    public int MinSlice { get; }

    public int Step { get; }

    public long StartCount { get; }

    public long LastStartHour { get; }

    public int Hours { get; }

    public bool IsDivisible { get; }

    /// <summary>Whether it may be assembled, is flexible in start, or lists alternatives.</summary>
    public bool IsComplex { get; }

    public bool IsSearchTooLarge(int marketCount)
    {
        if (StartCount > Limits.MaxSearchWindows || StartCount * marketCount > Limits.MaxSearchWindows)
            return true;
        return MaxParts > 1 && StartCount * marketCount * Hours * MaxParts > Limits.MaxSearchSteps;
    }
}
