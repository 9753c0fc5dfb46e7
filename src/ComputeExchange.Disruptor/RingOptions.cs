using System.Numerics;

namespace ComputeExchange.Disruptor;

/// <summary>How many threads publish into a ring.</summary>
public enum ProducerKind
{
    /// <summary>Any number of threads: claims go through one atomic word, publication through a flag a slot.</summary>
    Multi,

    /// <summary>One thread at a time: no atomic operation to claim, one ordered write to publish.</summary>
    Single,
}

/// <summary>What a thread does while it has to wait for the ring.</summary>
public enum WaitStrategyKind
{
    /// <summary>It sleeps, and is woken when what it waits for has come. Leaves the cores to others: the default.</summary>
    Blocking,

    /// <summary>It spins briefly, then gives its turn away again and again. Lower latency for a busy core.</summary>
    Yielding,

    /// <summary>It spins. Lowest latency; only where every waiting thread has a core to itself.</summary>
    BusySpin,
}

/// <summary>How a ring is made.</summary>
public sealed record RingOptions
{
    /// <summary>The largest capacity, in slots: 2^26.</summary>
    public const int CapacityMax = 1 << 26;

    /// <summary>The number of slots: a power of two from 1 to <see cref="CapacityMax"/>. 4,096 unless set.</summary>
    public int Capacity { get; init; } = 4096;

    /// <summary>One producer or many; many unless set.</summary>
    public ProducerKind Producers { get; init; } = ProducerKind.Multi;

    /// <summary>How consumers and producers wait; blocking unless set.</summary>
    public WaitStrategyKind WaitStrategy { get; init; } = WaitStrategyKind.Blocking;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Capacity is < 1 or > CapacityMax || !BitOperations.IsPow2(Capacity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Capacity), Capacity, $"Capacity must be a power of two from 1 to {CapacityMax}.");
        }

        if (!Enum.IsDefined(Producers))
            throw new ArgumentOutOfRangeException(nameof(Producers), Producers, "Producers must be Multi or Single.");
        if (!Enum.IsDefined(WaitStrategy))
        {
            throw new ArgumentOutOfRangeException(
                nameof(WaitStrategy), WaitStrategy, "WaitStrategy must be Blocking, Yielding or BusySpin.");
        }
    }
}
