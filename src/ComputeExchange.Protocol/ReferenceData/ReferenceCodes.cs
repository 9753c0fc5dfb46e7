using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>A SKU and its id.</summary>
public readonly record struct ReferenceSku : IMessage<ReferenceSku>
{
    /// <summary>The id that orders name it by.</summary>
    public SkuId Id { get; init; }

    /// <summary>As it was defined.</summary>
    public DefineSku Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceSku;

    /// <inheritdoc/>
    public static int Fields => 2 + ReferenceRequests.SkuFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceSku message)
    {
        writer.WriteUInt64(message.Id.Value);
        ReferenceRequests.Write(ref writer, message.Definition);
    }

    /// <inheritdoc/>
    public static ReferenceSku Read(ref MessagePackReader reader) =>
        new() { Id = new SkuId(reader.ReadUInt16()), Definition = ReferenceRequests.ReadSku(ref reader) };
}

/// <summary>A region and its id.</summary>
public readonly record struct ReferenceRegion : IMessage<ReferenceRegion>
{
    /// <summary>The id that orders name it by.</summary>
    public RegionId Id { get; init; }

    /// <summary>As it was defined.</summary>
    public DefineRegion Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceRegion;

    /// <inheritdoc/>
    public static int Fields => 2 + ReferenceRequests.RegionFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceRegion message)
    {
        writer.WriteUInt64(message.Id.Value);
        ReferenceRequests.Write(ref writer, message.Definition);
    }

    /// <inheritdoc/>
    public static ReferenceRegion Read(ref MessagePackReader reader) =>
        new() { Id = new RegionId(reader.ReadUInt16()), Definition = ReferenceRequests.ReadRegion(ref reader) };
}

/// <summary>A workload tag and its id.</summary>
public readonly record struct ReferenceWorkload : IMessage<ReferenceWorkload>
{
    /// <summary>The id that orders name it by.</summary>
    public WorkloadId Id { get; init; }

    /// <summary>As it was defined.</summary>
    public DefineWorkload Definition { get; init; }

    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReferenceWorkload;

    /// <inheritdoc/>
    public static int Fields => 2 + ReferenceRequests.WorkloadFields;

    /// <inheritdoc/>
    public static void Write(ref MessagePackWriter writer, in ReferenceWorkload message)
    {
        writer.WriteUInt64(message.Id.Value);
        ReferenceRequests.Write(ref writer, message.Definition);
    }

    /// <inheritdoc/>
    public static ReferenceWorkload Read(ref MessagePackReader reader) =>
        new() { Id = new WorkloadId(reader.ReadUInt16()), Definition = ReferenceRequests.ReadWorkload(ref reader) };
}
