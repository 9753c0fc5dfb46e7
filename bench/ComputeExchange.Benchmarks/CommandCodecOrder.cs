using BenchmarkDotNet.Attributes;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Benchmarks;

/// <summary>A whole order through the protocol: written as a client writes it, read as the gateway reads it, hash and every check
/// included.</summary>
[MemoryDiagnoser]
public class CommandCodecOrder
{
    private readonly byte[] _body = new byte[CommandCodec.MaxBodyBytes];
    private readonly byte[] _encoded = new byte[CommandCodec.MaxBodyBytes];
    private Command _order;
    private int _length;

    [GlobalSetup]
    public void Encode()
    {
        _order = Command.Of(new CommandHeader { Session = new SessionId(1), RequestNumber = 123_456 }, new NewOrder
        {
            Participant = new ParticipantId(7),
            ClOrdId = ClOrdId.Parse("a-1029384756"),
            Instrument = Instrument.Forward(new MarketId(new SkuId(1), new RegionId(1)), new DeliveryWindow(57_624, 720)),
            Side = Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = 64,
            LimitTicks = 25_000,
        });
        _length = CommandCodec.Encode(_order, _encoded);
        if (Read() != MessagePackError.None)
            throw new InvalidOperationException("the order was not read back");
    }

    [Benchmark]
    public int Write() => CommandCodec.Encode(_order, _body);

    [Benchmark]
    public MessagePackError Read() => CommandCodec.TryDecode(
        _encoded.AsSpan(0, _length), new SessionId(1), default, throttled: false, out _, out _);
}
