namespace ComputeExchange.Protocol.MessagePack;

/// <summary>How forgiving a <see cref="MessagePackReader"/> is. Immutable, safe to share between threads.</summary>
public sealed record MessagePackReaderOptions
{
    /// <summary>The most levels that <see cref="MaxDepth"/> may allow; skipping keeps one counter a level on the stack.</summary>
    public const int MaxDepthLimit = 64;

    private readonly int _maxDepth = 16;

    /// <summary>Any valid encoding of a value, no extensions, at most 16 levels.</summary>
    public static MessagePackReaderOptions Lenient { get; } = new();

    /// <summary>
    /// Only the shortest encoding of each value, so that what is accepted encodes to the same bytes again; no extensions, at
    /// most 16 levels.
    /// </summary>
    public static MessagePackReaderOptions Strict { get; } = new() { CanonicalOnly = true };

    /// <summary>
    /// Refuse longer encodings than a value needs with <see cref="MessagePackError.NotCanonical"/>. False unless set.
    /// </summary>
    public bool CanonicalOnly { get; init; }

    /// <summary>
    /// Let <see cref="MessagePackReader.Skip"/> pass over extension types instead of refusing them. False unless set.
    /// </summary>
    public bool SkipExtensions { get; init; }

    /// <summary>
    /// The most arrays and maps, one inside the other, that <see cref="MessagePackReader.Skip"/> goes into: 1 to
    /// <see cref="MaxDepthLimit"/>, 16 unless set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxDepthLimit);
            _maxDepth = value;
        }
    }
}
