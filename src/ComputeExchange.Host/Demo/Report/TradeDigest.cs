using System.Buffers.Binary;
using System.Security.Cryptography;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>A digest of trades in their order: two runs with the same digest traded the same things between the same
/// participants at the same prices.</summary>
internal sealed class TradeDigest : IDisposable
{
    private const int FieldCount = 10;
    private const int DigestBytes = 8;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Trades so far.</summary>
    public long Count { get; private set; }

    /// <summary>The digest so far: the first eight bytes of a SHA-256, as hexadecimal text.</summary>
    public string Text => Convert.ToHexStringLower(_hash.GetCurrentHash().AsSpan(0, DigestBytes));

    /// <summary>Takes a trade.</summary>
    public void Add(in Trade trade)
    {
        Instrument instrument = trade.Instrument;
        Span<byte> bytes = stackalloc byte[FieldCount * sizeof(int)];
        Put(bytes, 0, instrument.IsBasket ? 1 : 0);
        Put(bytes, 1, instrument.IsBasket ? instrument.Basket.Value : instrument.Market.Sku.Value);
        Put(bytes, 2, instrument.IsBasket ? instrument.Month.Index : instrument.Market.Region.Value);
        Put(bytes, 3, instrument.Window.StartHour);
        Put(bytes, 4, instrument.Window.Hours);
        Put(bytes, 5, trade.Quantity);
        Put(bytes, 6, trade.Price.Ticks);
        Put(bytes, 7, trade.Buy.Participant.Value);
        Put(bytes, 8, trade.Sell.Participant.Value);
        Put(bytes, 9, (int)trade.AggressorSide);
        _hash.AppendData(bytes);
        Count++;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private static void Put(Span<byte> bytes, int field, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(field * sizeof(int))..], value);
}
