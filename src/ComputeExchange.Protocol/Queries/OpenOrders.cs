using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>Asks for the session's open orders. Not numbered, and not journaled.</summary>
public readonly record struct OpenOrdersQuery : IMessage<OpenOrdersQuery>
{
    /// <summary>The client's number for it, by which the answers are known.</summary>
    public uint QueryId { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenOrdersQuery;

    /// <inheritdoc/>
    public static int Fields => 2;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in OpenOrdersQuery message) => writer.WriteUInt64(message.QueryId);

    /// <inheritdoc/>
    public static OpenOrdersQuery Read(ref MessagePackReader reader) => new() { QueryId = reader.ReadUInt32() };
}

/// <summary>An open order of a page.</summary>
public readonly record struct OpenOrder
{
    /// <summary>The order's id.</summary>
    public ClOrdId ClOrdId { get; init; }

    /// <summary>Its entry number.</summary>
    public long Entry { get; init; }

    /// <summary>Buy or sell.</summary>
    public Side Side { get; init; }

    /// <summary>What it trades.</summary>
    public Instrument Instrument { get; init; }

    /// <summary>Its limit.</summary>
    public Price Limit { get; init; }

    /// <summary>LeavesQty: GPUs or lots; of a divisible sell unsold GPU-hours.</summary>
    public long Leaves { get; init; }

    /// <summary>CumQty: GPUs or lots; of a divisible sell sold GPU-hours.</summary>
    public long Cumulative { get; init; }
}

/// <summary>Some of a session's open orders, in entry order. All pages of one query show the same moment.</summary>
public readonly record struct OpenOrdersPage : IMessage<OpenOrdersPage>
{
    /// <summary>The most orders of one page.</summary>
    public const int MaxOrders = 256;

    private const int OrderFields = 7;

    /// <summary>The query that this answers.</summary>
    public uint QueryId { get; init; }

    /// <summary>The last report whose effect the page shows: reports after it come on top.</summary>
    public long AsOfReportNumber { get; init; }

    /// <summary>Whether no page follows.</summary>
    public bool IsLast { get; init; }

    /// <summary>The orders, at most <see cref="MaxOrders"/>.</summary>
    public ReadOnlyMemory<OpenOrder> Orders { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenOrdersPage;

    /// <inheritdoc/>
    public static int Fields => 5;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in OpenOrdersPage message)
    {
        writer.WriteUInt64(message.QueryId);
        writer.WriteInt64(message.AsOfReportNumber);
        writer.WriteBoolean(message.IsLast);
        if (message.Orders.Length > MaxOrders) writer.Refuse(MessagePackError.TooLong);
        writer.WriteArrayHeader(message.Orders.Length);
        foreach (ref readonly OpenOrder order in message.Orders.Span)
        {
            writer.WriteArrayHeader(OrderFields);
            writer.Write(order.ClOrdId);
            writer.WriteInt64(order.Entry);
            writer.WriteUInt64((byte)order.Side);
            writer.Write(order.Instrument);
            writer.Write(order.Limit);
            writer.WriteInt64(order.Leaves);
            writer.WriteInt64(order.Cumulative);
        }
    }

    /// <inheritdoc/>
    public static OpenOrdersPage Read(ref MessagePackReader reader) => new()
    {
        QueryId = reader.ReadUInt32(),
        AsOfReportNumber = reader.ReadNumber(),
        IsLast = reader.ReadBoolean(),
        Orders = ReadOrders(ref reader),
    };

    private static OpenOrder[] ReadOrders(ref MessagePackReader reader)
    {
        OpenOrder[] orders = new OpenOrder[reader.ReadArrayHeader(MaxOrders)];
        foreach (ref OpenOrder order in orders.AsSpan())
        {
            reader.ReadArrayHeaderExactly(OrderFields);
            order = new OpenOrder
            {
                ClOrdId = reader.ReadClOrdId(),
                Entry = reader.ReadNumber(),
                Side = (Side)reader.ReadChoice((byte)Side.Sell),
                Instrument = reader.ReadInstrument(),
                Limit = reader.ReadPrice(),
                Leaves = reader.ReadInt64(),
                Cumulative = reader.ReadInt64(),
            };
        }

        return orders;
    }
}
