namespace ComputeExchange.Simulation.Tests.Clients;

/// <summary>The reports that a client knows, in the order of their numbers, with the gaps that it was told of.</summary>
internal sealed class ReportBook
{
    private readonly List<(long Number, byte[] Body)> _known = [];

    /// <summary>Each with its number, encoded.</summary>
    public IReadOnlyList<(long Number, byte[] Body)> Known => _known;

    /// <summary>The last that it got, or was told to be gone.</summary>
    public long Last { get; private set; }

    /// <summary>How many it was told to be gone.</summary>
    public long Gone { get; private set; }

    public void Add(long number, byte[] body)
    {
        Assert.Equal(Last + 1, number);
        _known.Add((number, body));
        Last = number;
    }

    /// <summary>Those up to a number are gone.</summary>
    public void SkipTo(long number)
    {
        Gone += number - Last;
        Last = number;
    }
}
