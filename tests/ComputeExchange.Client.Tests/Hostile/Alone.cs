namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>Tests that measure a session beside others that do harm run alone: what other tests do would be measured
/// too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>What a test class names to run alone.</summary>
    public const string Name = "alone";
}
