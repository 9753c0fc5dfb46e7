namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>Something that must hold after every command, whatever rules lie in between.</summary>
internal interface IInvariant
{
    /// <summary>How it is broken, as a sentence; null when it holds.</summary>
    /// <param name="count">Everything until now, counted anew, the step included.</param>
    /// <param name="step">The last command and what came of it.</param>
    string? Breach(Recount count, Step step);
}
