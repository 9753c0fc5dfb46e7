using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Reads the records behind a state and makes commands of them: all of a replay that needs no state.</summary>
/// <param name="reader">The journal, opened at the command behind the state.</param>
/// <param name="begun">The last command that the state holds.</param>
/// <param name="skipped">The commands that are not carried out.</param>
/// <param name="snapshot">The snapshot that the state comes from; null for none. The journal must go on from what it stands on.
/// </param>
internal sealed class CommandReading(JournalReader reader, long begun, SkippedCommands skipped, SnapshotOrigin? snapshot)
{
    private readonly long _begun = begun;
    private long _read;
    private bool _isJoined = snapshot is null;

    /// <summary>Reads the next record.</summary>
    /// <param name="command">What it holds; the default value for a decision.</param>
    /// <param name="isDecision">Whether it is a decision and no command.</param>
    /// <returns>False at the end of the journal.</returns>
    /// <exception cref="JournalDamagedException">The record is not what was written, is no command, or is not the next one of
    /// this state.</exception>
    public bool Read(out Command command, out bool isDecision)
    {
        bool isRead = reader.Read();
        Join();
        if (!isRead)
        {
            command = default;
            isDecision = false;
            return false;
        }

        if (reader.Sequence != _begun + _read + 1)
            throw Damaged($"command {_begun + _read + 1} is needed, and {reader.Sequence} is the first there.");
        _read++;
        isDecision = CommandRecord.IsSkip(reader.Payload, out long sequence);
        if (isDecision)
        {
            command = default;
            return skipped.Contains(sequence) ? true
                : throw Damaged($"it says that command {sequence} was skipped, and that is not known.");
        }

        MessagePackError error = CommandRecord.TryRead(reader.Payload, out command);
        if (error != MessagePackError.None)
            throw Damaged($"record {reader.Sequence} holds no command that this program reads ({error}).");
        return true;
    }

    /// <summary>Holds the snapshot and the journal against each other, at the one place where both say the hash.</summary>
    private void Join()
    {
        if (_isJoined)
            return;
        _isJoined = true;
        if (reader.ChainedThrough != _begun || reader.Chain != snapshot!.Journal)
            throw new JournalDamagedException(
                snapshot!.File, 0, $"it stands on other records than those up to {_begun} that the journal has now.");
    }

    private JournalDamagedException Damaged(string reason) => new(reader.File, reader.Offset, reason);
}
