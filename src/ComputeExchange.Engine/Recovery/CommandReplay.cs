using ComputeExchange.Core;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Journal;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Applies the records of a journal to a state, one at a time: the one loop behind recovery, snapshots, catching up,
/// and the commands that replay and verify.</summary>
internal sealed class CommandReplay(JournalReader reader, Exchange exchange, ReplayedEvent? onEvent) : IEventSink, IDisposable
{
    private readonly long _begun = exchange.Sequence;
    private StretchReader? _stretches;
    private CommandStretch? _stretch;
    private int _at;

    /// <summary>The commands that an operator decided not to carry out.</summary>
    public SkippedCommands Skipped { get; init; } = SkippedCommands.None;

    /// <summary>Called before each command that is carried out; for tests, which break invariants with it.</summary>
    public Action<Command>? Probe { get; init; }

    /// <summary>The snapshot that the state comes from; null for none. The journal must go on from what it stands on.</summary>
    public SnapshotOrigin? Snapshot { get; init; }

    /// <summary>Whether the journal is read on a thread of its own; then its reader is not to be looked at before the end.</summary>
    public bool ReadsAhead { get; init; }

    /// <summary>Whether the reader is to be no further than the command that was read last, so that it can be looked at.</summary>
    public bool ReadsOneByOne { get; init; }

    /// <summary>The command that was read last.</summary>
    public ref readonly Command Command => ref _stretch![_at];

    /// <summary>Reads the next record, without applying it.</summary>
    /// <returns>False at the end of the journal.</returns>
    /// <exception cref="JournalDamagedException">The record is not what was written, is no command, or is not the next one of
    /// this state.</exception>
    public bool Read()
    {
        if (_stretch is not null && ++_at < _stretch.Count)
            return true;
        if (_stretch is { IsLast: true })
            return IsMore(_stretch);
        _stretches ??= Begin();
        _stretch = _stretches.Next();
        _at = 0;
        return IsMore(_stretch);
    }

    /// <summary>Applies the command that was read.</summary>
    /// <exception cref="BreakingCommandException">Carrying it out breaks an invariant.</exception>
    public void Apply()
    {
        CommandStretch stretch = _stretch!;
        ref readonly Command command = ref stretch[_at];
        if (stretch.IsDecision(_at))
        {
            exchange.Pass();
            return;
        }

        long sequence = exchange.Sequence + 1;
        if (Skipped.Contains(sequence))
        {
            exchange.Skip(command, this);
            return;
        }

        if (_at + Exchange.ForesightDistance < stretch.Count)
            exchange.Foresee(stretch[_at + Exchange.ForesightDistance]);
        else
            exchange.Foresee();
        try
        {
            Probe?.Invoke(command);
            exchange.Apply(command, this);
        }
        catch (InvariantException broken)
        {
            throw new BreakingCommandException(sequence, command.Kind, broken);
        }
    }

    /// <summary>Applies everything that the reader still has.</summary>
    public void Run()
    {
        while (Read())
            Apply();
    }

    /// <summary>The same beside a running engine, whose threads are not to be stopped for long.</summary>
    public void RunBeside()
    {
        ShortPauses pauses = new();
        while (Read())
        {
            Apply();
            if (exchange.Sequence % StretchReader.CommandsHere == 0)
                pauses.Look();
        }
    }

    /// <inheritdoc/>
    public void On(in Event happened) => onEvent?.Invoke(Command, happened);

    /// <summary>Ends the reading; the journal's reader belongs to the caller again.</summary>
    public void Dispose() => _stretches?.Dispose();

    private bool IsMore(CommandStretch stretch)
    {
        if (_at < stretch.Count)
            return true;
        stretch.ThrowIfFailed();
        return false;
    }

    private StretchReader Begin()
    {
        CommandReading reading = new(reader, _begun, Skipped, Snapshot);
        int commands = ReadsOneByOne ? 1 : ReadsAhead ? StretchReader.CommandsAhead : StretchReader.CommandsHere;
        return new StretchReader(reading, commands, ReadsAhead && !ReadsOneByOne);
    }
}
