using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Core;

/// <summary>The whole of `Exchange.Apply`: sessions and request numbers checked, ids looked up, limits and collars held, every
/// event told.</summary>
internal sealed class CoreUnderTest : IEngineUnderTest, IEventSink
{
    private readonly Exchange _exchange = new();
    private readonly CommandStream _stream;
    private readonly Command[] _chunk;
    private int _length;

    public CoreUnderTest(Workload workload, int chunkLength)
    {
        _stream = new CommandStream(workload);
        _chunk = new Command[chunkLength];
        foreach (Command definition in WorkloadMarket.Definitions(workload))
            _exchange.Apply(definition, this);
        if (Rejections > 0)
            throw new InvalidOperationException("The workload's market was refused.");
    }

    public long Events { get; private set; }

    public long Trades { get; private set; }

    /// <summary>Commands refused so far: cancels of orders that had ended otherwise than in the naive book.</summary>
    public long Rejections { get; private set; }

    public void On(in Event happened)
    {
        Events++;
        if (happened.Kind == EventKind.Trade)
            Trades++;
        else if (happened.Kind == EventKind.Rejected)
            Rejections++;
    }

    /// <summary>Cancels every open order, as an operator would.</summary>
    public void CancelAll()
    {
        for (ushort id = 1; id <= WorkloadMarket.Participants; id++)
            _exchange.Apply(
                Command.Of(WorkloadMarket.Header, new MassCancel { Participant = new ParticipantId(id) }), this);
    }

    public void Prepare(ReadOnlySpan<BookMessage> chunk)
    {
        _length = chunk.Length;
        for (int i = 0; i < chunk.Length; i++)
            _chunk[i] = _stream.Next(chunk[i]);
    }

    public void Apply()
    {
        ReadOnlySpan<Command> commands = _chunk.AsSpan(0, _length);
        for (int i = 0; i < commands.Length; i++)
        {
            if (i + Exchange.ForesightDistance < commands.Length)
                _exchange.Foresee(commands[i + Exchange.ForesightDistance]);
            else
                _exchange.Foresee();
            _exchange.Apply(commands[i], this);
        }
    }
}
