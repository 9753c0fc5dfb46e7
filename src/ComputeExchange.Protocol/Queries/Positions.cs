using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Asks for the positions of the session's participant. Not numbered, and not journaled.</summary>
public readonly record struct PositionsQuery : IMessage<PositionsQuery>
{
    /// <summary>The client's number for it, by which the answers are known.</summary>
    public uint QueryId { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.PositionsQuery;

    /// <inheritdoc/>
    public static int Fields => 2;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in PositionsQuery message) => writer.WriteUInt64(message.QueryId);

    /// <inheritdoc/>
    public static PositionsQuery Read(ref MessagePackReader reader) => new() { QueryId = reader.ReadUInt32() };
}

/// <summary>Undelivered GPU-hours of one market and month.</summary>
/// <param name="Market">The market.</param>
/// <param name="Month">The delivery month.</param>
/// <param name="GpuHours">GPU-hours, bought (+) or sold (-).</param>
public readonly record struct ExposurePosition(MarketId Market, DeliveryMonth Month, long GpuHours);

/// <summary>A position in a basket future.</summary>
/// <param name="Basket">The basket.</param>
/// <param name="Month">The month.</param>
/// <param name="Lots">Lots, long (+) or short (-).</param>
/// <param name="Cost">What they cost: paid (+) or received (-).</param>
public readonly record struct BasketPosition(BasketId Basket, DeliveryMonth Month, long Lots, Money Cost);

/// <summary>Some of a participant's positions. All pages of one query show the same moment.</summary>
public readonly record struct PositionsPage : IMessage<PositionsPage>
{
    /// <summary>The most rows of each kind on one page.</summary>
    public const int MaxRows = 256;

    private const int ExposureFields = 4;
    private const int BasketFields = 4;

    /// <summary>The query that this answers.</summary>
    public uint QueryId { get; init; }

    /// <summary>The last report of this session whose effect the page shows.</summary>
    public long AsOfReportNumber { get; init; }

    /// <summary>Whether no page follows.</summary>
    public bool IsLast { get; init; }

    /// <summary>The participant's cash, the same on every page.</summary>
    public Money Cash { get; init; }

    /// <summary>Exposures, at most <see cref="MaxRows"/>.</summary>
    public ReadOnlyMemory<ExposurePosition> Exposures { get; init; }

    /// <summary>Positions in basket futures, at most <see cref="MaxRows"/>.</summary>
    public ReadOnlyMemory<BasketPosition> Baskets { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.PositionsPage;

    /// <inheritdoc/>
    public static int Fields => 7;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in PositionsPage message)
    {
        writer.WriteUInt64(message.QueryId);
        writer.WriteInt64(message.AsOfReportNumber);
        writer.WriteBoolean(message.IsLast);
        writer.Write(message.Cash);
        if (message.Exposures.Length > MaxRows || message.Baskets.Length > MaxRows) writer.Refuse(MessagePackError.TooLong);
        writer.WriteArrayHeader(message.Exposures.Length);
        foreach (ExposurePosition exposure in message.Exposures.Span)
        {
            writer.WriteArrayHeader(ExposureFields);
            writer.Write(exposure.Market);
            writer.Write(exposure.Month);
            writer.WriteInt64(exposure.GpuHours);
        }

        writer.WriteArrayHeader(message.Baskets.Length);
        foreach (BasketPosition position in message.Baskets.Span)
        {
            writer.WriteArrayHeader(BasketFields);
            writer.Write(position.Basket);
            writer.Write(position.Month);
            writer.WriteInt64(position.Lots);
            writer.Write(position.Cost);
        }
    }

    /// <inheritdoc/>
    public static PositionsPage Read(ref MessagePackReader reader) => new()
    {
        QueryId = reader.ReadUInt32(),
        AsOfReportNumber = reader.ReadNumber(),
        IsLast = reader.ReadBoolean(),
        Cash = reader.ReadMoney(),
        Exposures = ReadExposures(ref reader),
        Baskets = ReadBaskets(ref reader),
    };

    private static ExposurePosition[] ReadExposures(ref MessagePackReader reader)
    {
        ExposurePosition[] exposures = new ExposurePosition[reader.ReadArrayHeader(MaxRows)];
        foreach (ref ExposurePosition exposure in exposures.AsSpan())
        {
            reader.ReadArrayHeaderExactly(ExposureFields);
            exposure = new ExposurePosition(reader.ReadMarket(), reader.ReadMonth(), reader.ReadInt64());
        }

        return exposures;
    }

    private static BasketPosition[] ReadBaskets(ref MessagePackReader reader)
    {
        BasketPosition[] positions = new BasketPosition[reader.ReadArrayHeader(MaxRows)];
        foreach (ref BasketPosition position in positions.AsSpan())
        {
            reader.ReadArrayHeaderExactly(BasketFields);
            position = new BasketPosition(reader.ReadBasket(), reader.ReadMonth(), reader.ReadInt64(), reader.ReadMoney());
        }

        return positions;
    }
}
