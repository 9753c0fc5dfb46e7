namespace ComputeExchange.Host;

/// <summary>What the process answers to whoever started it.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It ran, and something does not add up or could not be done.</summary>
    public const int Failure = 1;

    /// <summary>What was asked cannot be read: the command line, a file, a line of it.</summary>
    public const int Unreadable = 2;

    /// <summary>Ended by Ctrl-C, as shells count it (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read the output has gone, as shells count it (128 + SIGPIPE).</summary>
    public const int BrokenPipe = 141;
}
