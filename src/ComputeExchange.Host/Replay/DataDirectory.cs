using ComputeExchange.Host.Options;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Host.Replay;

/// <summary>A data directory to look at, not to make.</summary>
internal static class DataDirectory
{
    private const string JournalPrefix = "journal-";
    private const string SegmentEnding = ".seg";

    /// <summary>Opens it.</summary>
    /// <exception cref="SettingException">There is no such directory, or no journal in it.</exception>
    public static FileStorage Open(string path)
    {
        string full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
            throw new SettingException($"there is no data directory '{full}'.");
        FileStorage storage = new(full);
        return storage.List(JournalPrefix).Any(name => name.EndsWith(SegmentEnding, StringComparison.Ordinal))
            ? storage
            : throw new SettingException($"there is no journal in '{full}'.");
    }
}
