using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A value that was entered, and the hour it was entered in.</summary>
/// <param name="Hour">The hour, counted from 2020-01-01T00Z.</param>
/// <param name="Nanos">The value in units of 1e-9 $ per GPU-hour.</param>
internal readonly record struct Observation(int Hour, long Nanos);

/// <summary>The last values of a reference price or an index: as many as the core keeps.</summary>
internal sealed class ObservationHistory
{
    private readonly Observation[] _values = new Observation[Limits.HistoryLength];

    /// <summary>How many values were ever entered: by this it is seen that a value is new, even one like the last.</summary>
    public long Entered { get; private set; }

    public int Count => (int)Math.Min(Entered, _values.Length);

    /// <summary>The last value; null before the first.</summary>
    public long? Last => Entered == 0 ? null : this[Count - 1].Nanos;

    /// <summary>A value, the oldest kept at 0.</summary>
    public Observation this[int index] => _values[(Entered - Count + index) % _values.Length];

    public void Add(Observation value) => _values[Entered++ % _values.Length] = value;

    /// <summary>Sets how many values were entered before those kept, as a snapshot tells it; those kept are added
    /// after.</summary>
    public void Restore(long enteredBefore) => Entered = enteredBefore;
}
