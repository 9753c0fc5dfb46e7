namespace ComputeExchange.Journal;

/// <summary>A file was written in another format version than this program reads.</summary>
public sealed class FormatVersionException : IOException
{
    /// <summary>Names the file and both versions.</summary>
    public FormatVersionException(string file, uint found, uint supported)
        : base($"'{file}' has format version {found}, and this program reads version {supported} only.")
    {
        File = file;
        Found = found;
        Supported = supported;
    }

    /// <summary>The file concerned.</summary>
    public string File { get; }

    /// <summary>The version it carries.</summary>
    public uint Found { get; }

    /// <summary>The version this program reads and writes.</summary>
    public uint Supported { get; }
}
