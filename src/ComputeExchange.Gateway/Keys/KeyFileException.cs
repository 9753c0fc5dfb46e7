namespace ComputeExchange.Gateway.Keys;

/// <summary>A key file cannot be used; the message is one sentence that names it and says what to do.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>A file and what is wrong with it.</summary>
    public KeyFileException(string path, string problem)
        : base($"Key file {path} {problem}.")
    {
    }
}
