using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Segments;

// After a failed fdatasync the kernel still shows the bytes and counts them as clean: a process that starts again on the same
// machine reads records that the device may never get, and a later fdatasync does not write them either. The same holds for a
// process that died between write and fdatasync. So the one batch that no later record proves durable is written once more.

/// <summary>Makes the last batch of a journal durable before anybody relies on it.</summary>
internal static class LastBatch
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>Writes what is there over itself, and forces it.</summary>
    /// <param name="file">The last segment.</param>
    /// <param name="from">Where the last batch begins.</param>
    /// <param name="to">Where it ends.</param>
    public static void WriteAgain(IStorageFile file, long from, long to)
    {
        if (from >= to)
            return;
        byte[] piece = new byte[Math.Min(PieceBytes, to - from)];
        for (long at = from; at < to;)
        {
            int count = file.Read(at, piece.AsSpan(0, (int)Math.Min(piece.Length, to - at)));
            if (count == 0)
                break;
            file.Write(at, piece.AsSpan(0, count));
            at += count;
        }

        file.Flush();
    }
}
