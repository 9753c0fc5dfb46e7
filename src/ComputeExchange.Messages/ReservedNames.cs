namespace ComputeExchange.Messages;

/// <summary>Names that belong to the engine's own hedger.</summary>
public static class ReservedNames
{
    /// <summary>How the ClOrdIds of hedge orders begin. A dealer's mass cancel leaves them alone, its kill switch does not.</summary>
    public static ReadOnlySpan<byte> HedgeOrderPrefix => "~H"u8;

    /// <summary>How the names of the hedger's sessions begin, one for each dealer; no client logs on to them.</summary>
    public static ReadOnlySpan<byte> HedgeSessionPrefix => "~hedge:"u8;
}
