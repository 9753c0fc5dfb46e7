using ComputeExchange.Core;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Applies the records of a journal to a state, one at a time: the one loop behind recovery, snapshots, catching up,
/// and the commands that replay and verify.</summary>
internal sealed class CommandReplay(JournalReader reader, Exchange exchange, ReplayedEvent? onEvent) : IEventSink
{
    private Command _command;

    /// <summary>The command that was read last.</summary>
    public ref readonly Command Command => ref _command;

    /// <summary>Reads the next record, without applying it.</summary>
    /// <returns>False at the end of the journal.</returns>
    /// <exception cref="JournalDamagedException">The record is not what was written, is no command, or is not the next one of
    /// this state.</exception>
    public bool Read()
    {
        if (!reader.Read())
            return false;
        if (reader.Sequence != exchange.Sequence + 1)
            throw new JournalDamagedException(
                reader.File, reader.Offset, $"command {exchange.Sequence + 1} is needed, and {reader.Sequence} is the first there.");
        MessagePackError error = CommandRecord.TryRead(reader.Payload, out _command);
        if (error != MessagePackError.None)
            throw new JournalDamagedException(
                reader.File, reader.Offset, $"record {reader.Sequence} holds no command that this program reads ({error}).");
        return true;
    }

    /// <summary>Applies the command that was read.</summary>
    public void Apply() => exchange.Apply(_command, this);

    /// <summary>Applies everything that the reader still has.</summary>
    public void Run()
    {
        while (Read())
            Apply();
    }

    /// <inheritdoc/>
    public void On(in Event happened) => onEvent?.Invoke(_command, happened);
}
