using System.Text;

namespace ComputeExchange.SystemTests.Processes;

/// <summary>What a server was in the middle of when it was killed, as the files tell that it left behind.</summary>
/// <param name="IsInSnapshot">A snapshot was being written: it has no name yet.</param>
/// <param name="IsAtSegmentChange">The journal was changing its segment: the new one has no name or no record yet, or the old one
/// was about to be full, or the new one had just begun.</param>
/// <param name="IsBetweenSegments">The narrowest part of that: the new segment has its header, and no name or no record yet.</param>
/// <param name="IsInSegment">The journal was well inside a segment: at least a quarter of it written, and a quarter free.</param>
internal sealed record KillSite(bool IsInSnapshot, bool IsAtSegmentChange, bool IsBetweenSegments, bool IsInSegment)
{
    private const string Magic = "CXCDJRNL";
    private const int HeaderBytes = 128;

    /// <summary>So many bytes from either end of a segment are still its change: about one batch of a server under load.</summary>
    private const int ChangeBytes = 16 * 1024;

    /// <summary>Looks at a data directory whose server is dead and was not started again.</summary>
    public static KillSite Of(DataFolder folder)
    {
        byte[] newest = File.ReadAllBytes(folder.Segments()[^1]);
        int used = newest.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        int free = newest.Length - used;
        bool isBetween = used <= HeaderBytes || IsBegun(Path.Combine(folder.DataPath, "journal-next.tmp"));
        return new KillSite(
            File.Exists(Path.Combine(folder.DataPath, "snapshot.tmp")),
            isBetween || used < ChangeBytes || free < ChangeBytes,
            isBetween,
            !isBetween && Math.Min(used, free) >= newest.Length / 4);
    }

    /// <summary>Whether the segment that is made ahead has its header already, which it gets as it begins.</summary>
    private static bool IsBegun(string next)
    {
        if (!File.Exists(next))
            return false;
        using FileStream file = File.OpenRead(next);
        byte[] first = new byte[Magic.Length];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && Encoding.ASCII.GetString(first) == Magic;
    }
}
