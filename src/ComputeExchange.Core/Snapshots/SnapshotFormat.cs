using System.Diagnostics.CodeAnalysis;

namespace ComputeExchange.Core.Snapshots;

/// <summary>The parts of a snapshot, in the order in which they come: what is named comes before what names it.</summary>
internal enum SnapshotSection : uint
{
    Engine = 1,
    Skus,
    Regions,
    Workloads,
    Participants,
    Markets,
    Baskets,
    CreditLines,
    Sessions,
    Orders,
    Positions,
    Protections,
    HedgeRatios,
    End,
}

/// <summary>The outer form of a snapshot: a header, then blocks, each closed by a hash that covers all before it.</summary>
/// <remarks>
/// <code>
/// header    magic 8 | version 4 | most bytes of a block 4
/// block     section 4 | bytes of payload 4 | payload | hash 8
/// </code>
/// The first hash is XXH64 of the header with seed 0; each block's is XXH64 of the block, its own hash left out, with the
/// hash before it as seed. So no byte is interpreted before it is known to be whole, a block cannot be moved, and the last
/// hash is the hash of everything: the state hash. Sections are made of pieces (the records of docs/SNAPSHOTS.md); a piece
/// lies in one block, and a block is closed when the next piece has no room in it, so the same state gives the same bytes.
/// </remarks>
internal static class SnapshotFormat
{
    public const uint Version = 1;
    public const int VersionOffset = 8;
    public const int MaxBlockOffset = 12;
    public const int HeaderBytes = 16;

    public const int LengthOffset = 4;
    public const int BlockHeaderBytes = 8;
    public const int HashBytes = 8;

    /// <summary>The most bytes of a block, its header and hash included: small enough for the cache, large enough for one
    /// write to be worth a call.</summary>
    public const int MaxBlockBytes = 64 * 1024;

    public const int MaxPayloadBytes = MaxBlockBytes - BlockHeaderBytes - HashBytes;

    public static ReadOnlySpan<byte> Magic => "CXCDCORE"u8;

    /// <summary>What a whole snapshot of a sane state always satisfies.</summary>
    public static void Require([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds)
            throw new SnapshotFormatException($"The snapshot contradicts itself: {what}.");
    }

    /// <summary>What an id names must be there.</summary>
    public static T Known<T>(T? item, string what)
        where T : class =>
        item ?? throw new SnapshotFormatException($"The snapshot contradicts itself: it names an unknown {what}.");
}
