using ComputeExchange.Engine.Threads;

namespace ComputeExchange.Engine;

/// <summary>On which processor each of the engine's busy threads runs; each is free to move unless set. docs/DEPLOYMENT.md says when
/// it pays.</summary>
/// <remarks>Linux only. Processors are numbered as the operating system numbers them, and must be among those that the process may
/// use. Two threads on one processor take turns, which is legal and rarely wanted.</remarks>
public sealed record PinningOptions
{
    /// <summary>Not pinned.</summary>
    public const int Free = -1;

    /// <summary>The thread that writes and forces the journal; -1 unless set.</summary>
    public int Journal { get; init; } = Free;

    /// <summary>The thread that matches; -1 unless set.</summary>
    public int Matching { get; init; } = Free;

    /// <summary>The thread that tells; -1 unless set.</summary>
    public int Publisher { get; init; } = Free;

    /// <summary>The thread that hedges; -1 unless set.</summary>
    public int Hedger { get; init; } = Free;

    /// <summary>Refuses processors that the threads could not run on.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(nameof(Journal), Journal);
        Require(nameof(Matching), Matching);
        Require(nameof(Publisher), Publisher);
        Require(nameof(Hedger), Hedger);
    }

    private static void Require(string option, int processor)
    {
        if (processor == Free)
            return;
        if (!OperatingSystem.IsLinux())
            throw new ArgumentException($"Pinning:{option} is {processor}; threads are pinned on Linux only, elsewhere it must be -1.");
        IReadOnlyList<int> allowed = ProcessorAffinity.Allowed();
        if (!allowed.Contains(processor))
            throw new ArgumentException(
                $"Pinning:{option} is {processor}; it must be -1 or a processor that this process may use:"
                + $" {string.Join(", ", allowed)}.");
    }
}
