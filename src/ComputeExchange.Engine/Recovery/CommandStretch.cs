using System.Runtime.ExceptionServices;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Recovery;

/// <summary>Commands that stand one behind the other in a journal, read and checked, and not yet applied. Filled again and
/// again.</summary>
internal sealed class CommandStretch(int capacity)
{
    private readonly Command[] _commands = new Command[capacity];
    private readonly bool[] _areDecisions = new bool[capacity];
    private ExceptionDispatchInfo? _failure;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing comes behind them.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The command at a place.</summary>
    public ref readonly Command this[int index] => ref _commands[index];

    /// <summary>Whether a decision stands at a place, and no command.</summary>
    public bool IsDecision(int index) => _areDecisions[index];

    /// <summary>Reads as many as there is room for. What goes wrong is kept: it comes behind what was read before it.</summary>
    public void Fill(CommandReading reading)
    {
        Count = 0;
        try
        {
            while (Count < _commands.Length)
            {
                if (!reading.Read(out _commands[Count], out _areDecisions[Count]))
                {
                    IsLast = true;
                    return;
                }

                Count++;
            }
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            IsLast = true;
        }
    }

    /// <summary>Throws what went wrong behind the last of them, if anything did.</summary>
    public void ThrowIfFailed() => _failure?.Throw();
}
