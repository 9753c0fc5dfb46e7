using Xunit;

namespace ComputeExchange.Core.Tests;

/// <summary>Tests that count what their thread allocates run alone: a collection that another test causes in the middle of
/// one gives the thread's half-used buffer up, and its rest is then counted as allocated.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>What a test class names to run alone.</summary>
    public const string Name = "alone";
}
