using System.Collections.Immutable;

namespace ComputeExchange.Journal.Simulation;

/// <summary>Renames that the device forgets however often they are synced, and the files that crashes took with them.</summary>
internal sealed class LostRenames
{
    private static readonly ImmutableSortedDictionary<string, SimulatedContent> Nothing =
        ImmutableSortedDictionary.Create<string, SimulatedContent>(StringComparer.Ordinal);

    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, SimulatedContent> _taken = Nothing;

    /// <summary>The names that the next crash takes.</summary>
    public IReadOnlyCollection<string> Pending => _pending;

    /// <summary>The files that crashes have taken and nobody has put back.</summary>
    public IReadOnlyList<string> Taken => [.. _taken.Keys];

    public void Add(string name) => _pending.Add(name);

    /// <summary>What of the names is durable once they are synced.</summary>
    public Dictionary<string, SimulatedContent> Synced(
        Dictionary<string, SimulatedContent> names, Dictionary<string, SimulatedContent> durableBefore)
    {
        var durable = new Dictionary<string, SimulatedContent>(names, StringComparer.Ordinal);
        foreach (string lost in _pending)
        {
            durable.Remove(lost);
            if (durableBefore.TryGetValue(lost, out SimulatedContent? before))
                durable[lost] = before;
        }

        return durable;
    }

    /// <summary>The machine stops: what stood under the names is kept, without a name.</summary>
    public void Crash(
        Dictionary<string, SimulatedContent> names, Dictionary<string, SimulatedContent> durableNames, Random? chance)
    {
        foreach (string lost in _pending.Order(StringComparer.Ordinal))
        {
            if (!names.TryGetValue(lost, out SimulatedContent? content) || durableNames.ContainsValue(content))
                continue;
            content.Crash(chance, onlyLatest: false);
            _taken = _taken.SetItem(lost, content);
        }

        _pending.Clear();
    }

    /// <summary>Gives the files their names again, over whatever stands there.</summary>
    public void PutBack(Dictionary<string, SimulatedContent> names, Dictionary<string, SimulatedContent> durableNames)
    {
        foreach ((string name, SimulatedContent content) in _taken)
            names[name] = durableNames[name] = content;
        _taken = Nothing;
    }

    /// <summary>Nobody looks for them any more.</summary>
    public void Forget() => _taken = Nothing;
}
