namespace ComputeExchange.Journal;

/// <summary>What a crash left of a batch that was never made durable.</summary>
/// <param name="File">The last segment.</param>
/// <param name="Offset">Where the longest valid prefix ends.</param>
/// <param name="Bytes">The bytes from there to the last one that is not zero: what is cut off.</param>
public sealed record TornTail(string File, long Offset, long Bytes);
