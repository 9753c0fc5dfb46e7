using System.Runtime.CompilerServices;

namespace ComputeExchange.Messages;

/// <summary>The workloads that an offer supports: at most <see cref="Limits.MaxSupportedWorkloads"/>, any if empty.</summary>
public struct WorkloadSet : IEquatable<WorkloadSet>
{
    private byte _count;
    private Slots _slots;

    /// <summary>How many were named; over <see cref="Limits.MaxSupportedWorkloads"/> the order is refused.</summary>
    public readonly int Count => _count;

    /// <summary>The workload at a place.</summary>
    public readonly WorkloadId this[int index] =>
        index < _count ? new WorkloadId(_slots[index]) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Adds a workload. One more than may be named is counted and not kept, so that the core can refuse it.</summary>
    public void Add(WorkloadId workload)
    {
        if (_count < Limits.MaxSupportedWorkloads)
            _slots[_count] = workload.Value;
        _count = (byte)Math.Min(_count + 1, Limits.MaxSupportedWorkloads + 1);
    }

    /// <summary>Whether an offer with this set serves a bid for the workload: no workload asks for nothing, an empty set serves
    /// any.</summary>
    public readonly bool Serves(WorkloadId workload)
    {
        if (workload.Value == 0 || _count == 0)
            return true;
        ReadOnlySpan<ushort> named = _slots;
        return named[..Math.Min((int)_count, Limits.MaxSupportedWorkloads)].Contains(workload.Value);
    }

    /// <inheritdoc/>
    public readonly bool Equals(WorkloadSet other)
    {
        ReadOnlySpan<ushort> mine = _slots;
        ReadOnlySpan<ushort> others = other._slots;
        return _count == other._count && mine.SequenceEqual(others);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is WorkloadSet other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _count == 0 ? 0 : _count * 31 + _slots[0];

    [InlineArray(Limits.MaxSupportedWorkloads)]
    private struct Slots
    {
        private ushort _first;
    }
}
