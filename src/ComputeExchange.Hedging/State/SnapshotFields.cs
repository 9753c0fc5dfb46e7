using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>How the fields of a saved hedge book are written and read: fixed widths, little endian.</summary>
internal static class SnapshotFields
{
    public static void Write(this BinaryWriter to, Code code)
    {
        Span<byte> text = stackalloc byte[Code.MaxLength];
        int length = code.CopyTo(text);
        to.Write((byte)length);
        to.Write(text[..length]);
    }

    public static Code ReadCode(this BinaryReader from)
    {
        int length = from.ReadByte();
        if (length == 0)
            return default;
        byte[] text = from.ReadBytes(length);
        return Code.TryParse(text, out Code code)
            ? code
            : throw new InvalidDataException("A code of the hedge book cannot be read.");
    }

    public static void Write(this BinaryWriter to, MarketId market)
    {
        to.Write(market.Sku.Value);
        to.Write(market.Region.Value);
    }

    public static MarketId ReadMarket(this BinaryReader from) =>
        new(new SkuId(from.ReadUInt16()), new RegionId(from.ReadUInt16()));

    public static void Write(this BinaryWriter to, ExactDollars amount)
    {
        unchecked
        {
            to.Write((ulong)(amount.Femtos >> 64));
            to.Write((ulong)amount.Femtos);
        }
    }

    public static ExactDollars ReadDollars(this BinaryReader from)
    {
        ulong upper = from.ReadUInt64();
        return new ExactDollars(new Int128(upper, from.ReadUInt64()));
    }

    public static void Write(this BinaryWriter to, long? value)
    {
        to.Write(value.HasValue);
        to.Write(value.GetValueOrDefault());
    }

    public static long? ReadOptional(this BinaryReader from)
    {
        bool hasValue = from.ReadBoolean();
        long value = from.ReadInt64();
        return hasValue ? value : null;
    }

    public static void Write(this BinaryWriter to, BasketContract contract)
    {
        to.Write(contract.Basket.Value);
        to.Write(contract.Month.Index);
        to.Write(contract.Multiplier);
    }

    public static BasketContract ReadContract(this BinaryReader from) =>
        new(new BasketId(from.ReadUInt16()), new DeliveryMonth(from.ReadInt32()), from.ReadInt32());

    public static void Write(this BinaryWriter to, PriceQuantity top)
    {
        to.Write(top.Price.Ticks);
        to.Write(top.Quantity);
    }

    public static PriceQuantity ReadTop(this BinaryReader from) => new(new Price(from.ReadInt32()), from.ReadInt64());

    /// <summary>A count, which is never negative: a damaged one must not become an endless loop or a huge allocation.</summary>
    public static int ReadCount(this BinaryReader from, int most = int.MaxValue)
    {
        int count = from.ReadInt32();
        return count >= 0 && count <= most
            ? count
            : throw new InvalidDataException($"The hedge book counts {count} of at most {most}.");
    }
}
