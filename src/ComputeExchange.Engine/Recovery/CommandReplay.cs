using ComputeExchange.Core;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Applies the records of a journal to a state, one at a time: the one loop behind recovery, snapshots, catching up,
/// and the commands that replay and verify.</summary>
internal sealed class CommandReplay(JournalReader reader, Exchange exchange, ReplayedEvent? onEvent) : IEventSink
{
    private readonly long _begun = exchange.Sequence;
    private Command _command;
    private bool _isJoined;
    private bool _isDecision;

    /// <summary>The commands that an operator decided not to carry out.</summary>
    public SkippedCommands Skipped { get; init; } = SkippedCommands.None;

    /// <summary>Called before each command that is carried out; for tests, which break invariants with it.</summary>
    public Action<Command>? Probe { get; init; }

    /// <summary>The snapshot that the state comes from; null for none. The journal must go on from what it stands on.</summary>
    public SnapshotOrigin? Snapshot { get; init; }

    /// <summary>The command that was read last.</summary>
    public ref readonly Command Command => ref _command;

    /// <summary>Reads the next record, without applying it.</summary>
    /// <returns>False at the end of the journal.</returns>
    /// <exception cref="JournalDamagedException">The record is not what was written, is no command, or is not the next one of
    /// this state.</exception>
    public bool Read()
    {
        if (!reader.Read())
        {
            Join();
            return false;
        }

        Join();
        if (reader.Sequence != exchange.Sequence + 1)
            throw new JournalDamagedException(
                reader.File, reader.Offset, $"command {exchange.Sequence + 1} is needed, and {reader.Sequence} is the first there.");
        _isDecision = CommandRecord.IsSkip(reader.Payload, out long skipped);
        if (_isDecision)
            return IsKept(skipped);
        MessagePackError error = CommandRecord.TryRead(reader.Payload, out _command);
        if (error != MessagePackError.None)
            throw new JournalDamagedException(
                reader.File, reader.Offset, $"record {reader.Sequence} holds no command that this program reads ({error}).");
        return true;
    }

    private bool IsKept(long skipped)
    {
        _command = default;
        return Skipped.Contains(skipped) ? true : throw new JournalDamagedException(
            reader.File, reader.Offset, $"it says that command {skipped} was skipped, and that is not known.");
    }

    /// <summary>Holds the snapshot and the journal against each other, at the one place where both say the hash.</summary>
    private void Join()
    {
        if (_isJoined || Snapshot is null)
            return;
        _isJoined = true;
        if (reader.ChainedThrough != _begun || reader.Chain != Snapshot.Journal)
            throw new JournalDamagedException(
                Snapshot.File, 0, $"it stands on other records than those up to {_begun} that the journal has now.");
    }

    /// <summary>Applies the command that was read.</summary>
    /// <exception cref="BreakingCommandException">Carrying it out breaks an invariant.</exception>
    public void Apply()
    {
        if (_isDecision)
        {
            exchange.Pass();
            return;
        }

        if (Skipped.Contains(reader.Sequence))
        {
            exchange.Skip(_command, this);
            return;
        }

        try
        {
            Probe?.Invoke(_command);
            exchange.Apply(_command, this);
        }
        catch (InvariantException broken)
        {
            throw new BreakingCommandException(reader.Sequence, _command.Kind, broken);
        }
    }

    /// <summary>Applies everything that the reader still has.</summary>
    public void Run()
    {
        while (Read())
            Apply();
    }

    /// <inheritdoc/>
    public void On(in Event happened) => onEvent?.Invoke(_command, happened);
}
