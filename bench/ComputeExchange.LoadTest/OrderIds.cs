using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest;

/// <summary>The ids that orders of a bench have.</summary>
public static class OrderIds
{
    private const int DigitsMost = 20;

    /// <summary>A number in decimal digits, without making a string.</summary>
    public static ClOrdId Of(long number)
    {
        Span<byte> text = stackalloc byte[DigitsMost];
        number.TryFormat(text, out int length);
        ClOrdId.TryParse(text[..length], out ClOrdId id);
        return id;
    }
}
