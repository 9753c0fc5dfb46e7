using System.Runtime.CompilerServices;

namespace ComputeExchange.Messages;

/// <summary>Defines a SKU, or changes its lot and attributes.</summary>
public readonly record struct DefineSku
{
    /// <summary>The code.</summary>
    public Code Code { get; init; }

    /// <summary>GPUs of one node: every quantity of the SKU is a multiple of it.</summary>
    public int Lot { get; init; }

    /// <summary>The GPU, for example `H200`.</summary>
    public Code Gpu { get; init; }

    /// <summary>The form factor, for example `SXM` or `PCIe`.</summary>
    public Code FormFactor { get; init; }

    /// <summary>Memory of one GPU in GB; 0 if not said.</summary>
    public int MemoryGigabytes { get; init; }

    /// <summary>The interconnect between nodes.</summary>
    public Code Interconnect { get; init; }

    /// <summary>The tenancy, for example `bare-metal`.</summary>
    public Code Tenancy { get; init; }
}

/// <summary>Defines a region.</summary>
public readonly record struct DefineRegion
{
    /// <summary>The code.</summary>
    public Code Code { get; init; }
}

/// <summary>Sets the lead of a market; every pair of SKU and region is a market with a lead of 1 h without it.</summary>
public readonly record struct DefineMarket
{
    /// <summary>The market.</summary>
    public MarketId Market { get; init; }

    /// <summary>Hours between the gate and the start of delivery.</summary>
    public int LeadHours { get; init; }
}

/// <summary>Defines a participant, or changes its kind.</summary>
public readonly record struct DefineParticipant
{
    /// <summary>The code.</summary>
    public Code Code { get; init; }

    /// <summary>What it is.</summary>
    public ParticipantKind Kind { get; init; }
}

/// <summary>Defines a workload tag.</summary>
public readonly record struct DefineWorkload
{
    /// <summary>The code.</summary>
    public Code Code { get; init; }
}

/// <summary>One constituent of a basket; its weight is its share over the sum of shares.</summary>
/// <param name="Market">The market.</param>
/// <param name="Share">The share, positive.</param>
public readonly record struct Constituent(MarketId Market, int Share);

/// <summary>Defines a basket, or lists further months of it.</summary>
public readonly record struct DefineBasket
{
    /// <summary>The code.</summary>
    public Code Code { get; init; }

    /// <summary>GPU-hours of one lot.</summary>
    public int Multiplier { get; init; }

    /// <summary>The tick of its contracts, in ticks of 0.0001 $, or <see cref="Price.OffTick"/>.</summary>
    public long Tick { get; init; }

    /// <summary>The first listed month.</summary>
    public DeliveryMonth FirstMonth { get; init; }

    /// <summary>Which months are listed: bit i for the month i after the first.</summary>
    public ulong ListedMonths { get; init; }

    /// <summary>What it is made of.</summary>
    public ConstituentList Constituents { get; init; }

    /// <summary>Whether a month is listed.</summary>
    public bool Lists(DeliveryMonth month) =>
        month.Index >= FirstMonth.Index && month.Index < FirstMonth.Index + Limits.MaxListedMonths
        && (ListedMonths >> (month.Index - FirstMonth.Index) & 1) != 0;
}

/// <summary>The constituents of a basket: at most <see cref="Limits.MaxConstituents"/>.</summary>
public struct ConstituentList : IEquatable<ConstituentList>
{
    private Slots _slots;
    private byte _count;

    /// <summary>How many were given; over <see cref="Limits.MaxConstituents"/> the basket is refused.</summary>
    public readonly int Count => _count;

    /// <summary>The constituent at a place.</summary>
    public readonly Constituent this[int index] =>
        index < Math.Min((int)_count, Limits.MaxConstituents) ? _slots[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Adds a constituent. One more than there may be is counted and not kept, so that the core can refuse it.</summary>
    public void Add(Constituent constituent)
    {
        if (_count < Limits.MaxConstituents)
            _slots[_count] = constituent;
        _count = (byte)Math.Min(_count + 1, Limits.MaxConstituents + 1);
    }

    /// <inheritdoc/>
    public readonly bool Equals(ConstituentList other)
    {
        ReadOnlySpan<Constituent> mine = _slots;
        ReadOnlySpan<Constituent> others = other._slots;
        return _count == other._count && mine.SequenceEqual(others);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ConstituentList other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _count == 0 ? 0 : HashCode.Combine(_count, _slots[0]);

    [InlineArray(Limits.MaxConstituents)]
    private struct Slots
    {
        private Constituent _first;
    }
}
