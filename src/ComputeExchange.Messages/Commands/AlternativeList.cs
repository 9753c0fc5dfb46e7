using System.Runtime.CompilerServices;

namespace ComputeExchange.Messages;

/// <summary>A further market of a buy, with its own limit.</summary>
/// <param name="Market">The market.</param>
/// <param name="LimitTicks">The limit there in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</param>
public readonly record struct Alternative(MarketId Market, long LimitTicks);

/// <summary>The further markets of a buy, in its order: at most <see cref="Limits.MaxAlternatives"/>.</summary>
public struct AlternativeList : IEquatable<AlternativeList>
{
    private byte _count;
    private Slots _slots;

    /// <summary>How many were given; over <see cref="Limits.MaxAlternatives"/> the order is refused.</summary>
    public readonly int Count => _count;

    /// <summary>The alternative at a place.</summary>
    public readonly Alternative this[int index] =>
        index < Math.Min((int)_count, Limits.MaxAlternatives) ? _slots[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Adds an alternative. One more than there may be is counted and not kept, so that the core can refuse it.</summary>
    public void Add(Alternative alternative)
    {
        if (_count < Limits.MaxAlternatives)
            _slots[_count] = alternative;
        _count = (byte)Math.Min(_count + 1, Limits.MaxAlternatives + 1);
    }

    /// <inheritdoc/>
    public readonly bool Equals(AlternativeList other)
    {
        ReadOnlySpan<Alternative> mine = _slots;
        ReadOnlySpan<Alternative> others = other._slots;
        return _count == other._count && mine.SequenceEqual(others);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is AlternativeList other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _count == 0 ? 0 : HashCode.Combine(_count, _slots[0]);

    [InlineArray(Limits.MaxAlternatives)]
    private struct Slots
    {
        private Alternative _first;
    }
}
