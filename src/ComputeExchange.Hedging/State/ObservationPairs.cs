namespace ComputeExchange.Hedging.State;

/// <summary>Two histories at the same dates: of each period (a UTC day unless set) in which both have a value, the
/// last.</summary>
/// <remarks>How often a day a value is entered, and which of the two comes first, then does not matter.</remarks>
internal static class ObservationPairs
{
    /// <summary>The last value of each period, oldest first.</summary>
    public static List<Observation> LastOfEach(ObservationHistory history, int periodHours)
    {
        List<Observation> last = [];
        for (int i = 0; i < history.Count; i++)
        {
            Observation value = history[i] with { Hour = (int)Math.Floor((double)history[i].Hour / periodHours) };
            if (last.Count > 0 && last[^1].Hour == value.Hour)
                last[^1] = value;
            else
                last.Add(value);
        }
        return last;
    }

    /// <summary>The values of several histories in the periods in which all of them have one, oldest first.</summary>
    public static long[][] Common(IReadOnlyList<ObservationHistory> histories, int periodHours)
    {
        List<Observation>[] series = [.. histories.Select(history => LastOfEach(history, periodHours))];
        HashSet<int>? shared = null;
        foreach (List<Observation> values in series)
        {
            IEnumerable<int> periods = values.Select(value => value.Hour);
            if (shared is null)
                shared = [.. periods];
            else
                shared.IntersectWith(periods);
        }
        return Array.ConvertAll(series, values =>
            values.Where(value => shared!.Contains(value.Hour)).Select(value => value.Nanos).ToArray());
    }
}
