// One file a session, looked up at each logon: adding a key is copying a file, revoking one is removing it. A file that others
// could read is as good as published, so it is refused rather than used.

using System.Security.Cryptography;
using System.Text;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Keys;

/// <summary>A directory of key files, each `NAME.key` with the lines `session:`, `participant:`, `kind:` and `key:`.</summary>
public sealed class KeyStore
{
    /// <summary>How the names of key files end.</summary>
    public const string Extension = ".key";

    private const int MaxFileBytes = 4_096;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>A store over a directory, which is made, for its owner only, when it is not there.</summary>
    public KeyStore(string directory)
    {
        Directory = Path.GetFullPath(directory);
        if (System.IO.Directory.Exists(Directory))
            return;
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(Directory);
        else
            System.IO.Directory.CreateDirectory(Directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Where the files are.</summary>
    public string Directory { get; }

    /// <summary>The file of a session.</summary>
    public string PathOf(string session) => Path.Combine(Directory, session + Extension);

    /// <summary>The key of a session; null when there is no file for it, or no session may have that name.</summary>
    /// <exception cref="KeyFileException">There is a file that cannot be used.</exception>
    public SessionKey? Find(Code session)
    {
        string name = session.ToString();
        string path = PathOf(name);
        return IsFileName(name) && File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Every key there is, in the order of their names; for looking at them all at start-up.</summary>
    /// <exception cref="KeyFileException">One of the files cannot be used.</exception>
    public IReadOnlyList<SessionKey> All() =>
        [.. System.IO.Directory.GetFiles(Directory, "*" + Extension).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Makes a key and its file, which its owner alone can read.</summary>
    /// <exception cref="KeyFileException">There is one already, or no session may have that name.</exception>
    public SessionKey Create(string session, string participant, ParticipantKind kind)
    {
        string path = PathOf(session);
        if (!IsFileName(session))
            throw new KeyFileException(path, "cannot be made: names have 1 to 32 letters, digits, '-', '_' and '.', not first");
        byte[] secret = RandomNumberGenerator.GetBytes(LogonAnswer.KeyBytes);
        SessionKey key = new(Code.Parse(session), Code.Parse(participant), kind, secret);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using FileStream file = new(path, options);
            file.Write(Encoding.ASCII.GetBytes(
                $"session: {session}\nparticipant: {participant}\nkind: {kind}\nkey: {Convert.ToHexStringLower(secret)}\n"));
        }
        catch (IOException failure)
        {
            throw new KeyFileException(path, $"cannot be made: {failure.Message.TrimEnd('.')}");
        }

        return key;
    }

    /// <summary>Reads one key file, wherever it is.</summary>
    /// <exception cref="KeyFileException">It cannot be used.</exception>
    public static SessionKey Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
                throw new KeyFileException(path, $"can be used by others than its owner; run chmod 600 '{path}'");
            if (new FileInfo(path).Length > MaxFileBytes)
                throw new KeyFileException(path, $"is over {MaxFileBytes} bytes");
            return Parse(path, File.ReadAllLines(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException(path, $"cannot be read: {failure.Message.TrimEnd('.')}");
        }
    }

    private static SessionKey Parse(string path, string[] lines)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in lines.Where(line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith('#')))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim()))
                throw new KeyFileException(path, "has a line that is not 'name: value', or one twice");
        }

        Code session = CodeOf(path, fields, "session");
        if (!Path.GetFileName(path).Equals(session + Extension, StringComparison.Ordinal))
            throw new KeyFileException(path, $"is for session {session}; its name must be {session}{Extension}");
        if (!Enum.TryParse(fields.GetValueOrDefault("kind"), ignoreCase: true, out ParticipantKind kind) || !Enum.IsDefined(kind))
            throw new KeyFileException(path, "needs a line 'kind:' with principal, dealer, marketMaker or operator");
        string secret = fields.GetValueOrDefault("key") ?? "";
        if (secret.Length != 2 * LogonAnswer.KeyBytes || !secret.All(char.IsAsciiHexDigit))
            throw new KeyFileException(path, $"needs a line 'key:' with {2 * LogonAnswer.KeyBytes} hexadecimal digits");
        return new SessionKey(session, CodeOf(path, fields, "participant"), kind, Convert.FromHexString(secret));
    }

    private static Code CodeOf(string path, Dictionary<string, string> fields, string name) =>
        Code.TryParse(fields.GetValueOrDefault(name), out Code code)
            ? code
            : throw new KeyFileException(path, $"needs a line '{name}:' with 1 to {Code.MaxLength} printable ASCII characters");

    private static bool IsFileName(string name) =>
        name.Length is >= 1 and <= Code.MaxLength && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
