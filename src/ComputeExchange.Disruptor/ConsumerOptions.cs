namespace ComputeExchange.Disruptor;

/// <summary>How one consumer of a ring behaves.</summary>
/// <param name="Name">What failures and figures call it.</param>
public sealed record ConsumerOptions(string Name)
{
    /// <summary>The most events handed over in one batch, from 1; the ring's capacity unless set.</summary>
    /// <remarks>A slot is given back to the producers when its batch is done, so a smaller batch frees slots earlier.</remarks>
    public int BatchMax { get; init; } = int.MaxValue;

    /// <summary>
    /// After how many milliseconds without an event the handler gets an idle call, from 1;
    /// <see cref="Timeout.Infinite"/> (never) unless set.
    /// </summary>
    public int IdleAfterMillis { get; init; } = Timeout.Infinite;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        if (BatchMax < 1)
            throw new ArgumentOutOfRangeException(nameof(BatchMax), BatchMax, "BatchMax must be at least 1.");
        if (IdleAfterMillis < 1 && IdleAfterMillis != Timeout.Infinite)
        {
            throw new ArgumentOutOfRangeException(
                nameof(IdleAfterMillis), IdleAfterMillis, "IdleAfterMillis must be at least 1, or -1 for never.");
        }
    }
}
