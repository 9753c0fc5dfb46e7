namespace ComputeExchange.Gateway.Sessions;

/// <summary>Pieces of memory that all connections of a gateway share, so that one that waits for nothing holds nothing. For the
/// gateway's thread alone.</summary>
internal sealed class ChunkPool
{
    /// <summary>The bytes of a piece.</summary>
    public const int ChunkBytes = 32 * 1024;

    /// <summary>No frame that the server makes is longer: a page of 256 rows of each kind fits.</summary>
    public const int LargestFrameBytes = 64 * 1024;

    /// <summary>How many free pieces are kept for the next who needs one; more go back to the runtime.</summary>
    public const int MaxFree = 128;

    private readonly Stack<byte[]> _free = new();

    /// <summary>Where a frame is made before it is laid over two pieces; used within one call.</summary>
    public byte[] FrameScratch { get; } = new byte[LargestFrameBytes];

    /// <summary>A piece; what it holds is of no meaning.</summary>
    public byte[] Rent() => _free.TryPop(out byte[]? chunk) ? chunk : new byte[ChunkBytes];

    /// <summary>Gives a piece back.</summary>
    public void Return(byte[] chunk)
    {
        if (_free.Count < MaxFree)
            _free.Push(chunk);
    }
}
