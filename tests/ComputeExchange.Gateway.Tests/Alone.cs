namespace ComputeExchange.Gateway.Tests;

/// <summary>Tests that look at the memory of the process run alone: what others hold at the time would be counted.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>What a test class names to run alone.</summary>
    public const string Name = "alone";
}
