using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The words that stand for sides, order types, times in force, self-match instructions and kinds.</summary>
internal static class OrderWords
{
    /// <summary>`buy` or `sell`.</summary>
    public static Side Side(JsonValue value)
    {
        const string Wanted = "\"buy\" or \"sell\"";
        ReadOnlySpan<byte> word = value.String(Wanted);
        return word.SequenceEqual("buy"u8) ? Messages.Side.Buy
            : word.SequenceEqual("sell"u8) ? Messages.Side.Sell
            : throw value.Malformed(Wanted);
    }

    /// <summary>`limit`, also when left out, or `market`.</summary>
    public static OrderType Type(JsonFields line)
    {
        const string Wanted = "\"limit\" or \"market\"";
        if (!line.TryGet("type"u8, out JsonValue value))
            return OrderType.Limit;
        ReadOnlySpan<byte> word = value.String(Wanted);
        return word.SequenceEqual("limit"u8) ? OrderType.Limit
            : word.SequenceEqual("market"u8) ? OrderType.Market
            : throw value.Malformed(Wanted);
    }

    /// <summary>`Day`, `GTC`, `GTD`, `IOC` or `FOK`; left out GTC, of a market order IOC.</summary>
    public static TimeInForce TimeInForce(JsonFields line, OrderType type)
    {
        const string Wanted = "\"Day\", \"GTC\", \"GTD\", \"IOC\" or \"FOK\"";
        if (!line.TryGet("tif"u8, out JsonValue value))
            return type == OrderType.Market ? Messages.TimeInForce.ImmediateOrCancel : Messages.TimeInForce.GoodTillCancel;
        ReadOnlySpan<byte> word = value.String(Wanted);
        return word.SequenceEqual("GTC"u8) ? Messages.TimeInForce.GoodTillCancel
            : word.SequenceEqual("IOC"u8) ? Messages.TimeInForce.ImmediateOrCancel
            : word.SequenceEqual("Day"u8) ? Messages.TimeInForce.Day
            : word.SequenceEqual("GTD"u8) ? Messages.TimeInForce.GoodTillDate
            : word.SequenceEqual("FOK"u8) ? Messages.TimeInForce.FillOrKill
            : throw value.Malformed(Wanted);
    }

    /// <summary>`CancelResting`, also when left out, `CancelAggressor` or `CancelBoth`.</summary>
    public static SelfMatchInstruction SelfMatch(JsonFields line)
    {
        const string Wanted = "\"CancelResting\", \"CancelAggressor\" or \"CancelBoth\"";
        if (!line.TryGet("stp"u8, out JsonValue value))
            return SelfMatchInstruction.CancelResting;
        ReadOnlySpan<byte> word = value.String(Wanted);
        return word.SequenceEqual("CancelResting"u8) ? SelfMatchInstruction.CancelResting
            : word.SequenceEqual("CancelAggressor"u8) ? SelfMatchInstruction.CancelAggressor
            : word.SequenceEqual("CancelBoth"u8) ? SelfMatchInstruction.CancelBoth
            : throw value.Malformed(Wanted);
    }

    /// <summary>`principal`, `dealer`, `marketMaker` or `operator`.</summary>
    public static ParticipantKind Kind(JsonValue value)
    {
        const string Wanted = "\"principal\", \"dealer\", \"marketMaker\" or \"operator\"";
        ReadOnlySpan<byte> word = value.String(Wanted);
        return word.SequenceEqual("principal"u8) ? ParticipantKind.Principal
            : word.SequenceEqual("dealer"u8) ? ParticipantKind.Dealer
            : word.SequenceEqual("marketMaker"u8) ? ParticipantKind.MarketMaker
            : word.SequenceEqual("operator"u8) ? ParticipantKind.Operator
            : throw value.Malformed(Wanted);
    }
}
