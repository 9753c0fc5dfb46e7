using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine;

/// <summary>A command in the journal breaks an invariant of the core when it is carried out: a bug, at which every start would
/// stop until an operator decides to skip the command.</summary>
public sealed class BreakingCommandException : Exception
{
    internal BreakingCommandException(long sequence, CommandKind kind, InvariantException cause)
        : base($"Command {sequence} ({kind}) breaks an invariant: {cause.Message}. Keep a copy of the data directory and report it; "
            + $"'serve --skip {sequence}' starts without carrying it out, now and in every replay.", cause)
    {
        Sequence = sequence;
    }

    /// <summary>The command.</summary>
    public long Sequence { get; }
}

/// <summary>A command cannot be skipped; nothing was changed.</summary>
public sealed class CommandSkipException : Exception
{
    internal CommandSkipException(long sequence, string reason)
        : base($"Command {sequence} is not skipped: {reason}")
    {
        Sequence = sequence;
    }

    /// <summary>The command.</summary>
    public long Sequence { get; }
}
