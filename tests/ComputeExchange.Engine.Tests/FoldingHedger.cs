using System.Text;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>A hedger that tries once to buy back what lots participant 1 is short, after each change of that.</summary>
internal sealed class FoldingHedger : IHedger
{
    private static readonly ParticipantId Dealer = new(1);
    private static readonly SessionId HedgeSession = new(5);
    private long _short;
    private long _tried;
    private long _lastRequest;
    private long _asked;

    /// <summary>Every event folded, as its place.</summary>
    public List<(long Sequence, int Index)> Folded { get; private set; } = [];

    public void OnEvent(in Command command, in Event happened)
    {
        Folded.Add((happened.Header.Sequence, happened.Header.Index));
        if (happened.Header.Session == HedgeSession)
            (_lastRequest, _tried) = (Math.Max(_lastRequest, happened.Header.RequestNumber), _short);
        if (happened.Kind != EventKind.Trade || !happened.Trade.Instrument.IsBasket)
            return;
        if (happened.Trade.Sell.Participant == Dealer)
            _short += happened.Trade.Quantity;
        if (happened.Trade.Buy.Participant == Dealer)
            _short -= happened.Trade.Quantity;
    }

    public bool TryStep(EngineTime now, out Command command)
    {
        command = default;
        if (_short <= 0 || _short == _tried || _asked > _lastRequest)
            return false;
        _asked = _lastRequest + 1;
        ClOrdId.TryParse($"h{_asked}", out ClOrdId id);
        CommandHeader header = new() { Time = now, Session = HedgeSession, RequestNumber = _asked };
        command = Command.Of(header, new NewOrder
        {
            Participant = Dealer,
            ClOrdId = id,
            Instrument = RandomFlow.Future,
            Side = Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.ImmediateOrCancel,
            SelfMatch = SelfMatchInstruction.CancelAggressor,
            Given = GivenTerms.Price,
            Quantity = _short,
            LimitTicks = 26_000,
        });
        return true;
    }

    public void Save(Stream into)
    {
        using BinaryWriter writer = new(into, Encoding.UTF8, leaveOpen: true);
        writer.Write(_short);
        writer.Write(_tried);
        writer.Write(_lastRequest);
        writer.Write(Folded.Count);
        foreach ((long sequence, int index) in Folded)
        {
            writer.Write(sequence);
            writer.Write(index);
        }
    }

    public void Load(Stream from)
    {
        using BinaryReader reader = new(from, Encoding.UTF8, leaveOpen: true);
        _short = reader.ReadInt64();
        _tried = reader.ReadInt64();
        _lastRequest = _asked = reader.ReadInt64();
        Folded = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => (reader.ReadInt64(), reader.ReadInt32()))];
    }
}
