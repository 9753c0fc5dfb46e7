namespace ComputeExchange.Hedging.Index;

/// <summary>Division of integers with a named rounding.</summary>
internal static class RoundedDivision
{
    /// <summary>The quotient, rounded to the nearest integer, halves away from zero.</summary>
    /// <param name="numerator">Any number.</param>
    /// <param name="denominator">Above 0.</param>
    public static Int128 HalfAwayFromZero(Int128 numerator, Int128 denominator)
    {
        Int128 quotient = Int128.Abs(numerator) / denominator;
        Int128 remainder = Int128.Abs(numerator) % denominator;
        if (remainder >= denominator - remainder)
            quotient++;
        return numerator < 0 ? -quotient : quotient;
    }
}
