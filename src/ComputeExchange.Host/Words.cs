namespace ComputeExchange.Host;

/// <summary>Names of the engine as people and scenario files write them: `marketMaker`, not `MarketMaker`.</summary>
internal static class Words
{
    /// <summary>The word for a value of an enumeration.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
