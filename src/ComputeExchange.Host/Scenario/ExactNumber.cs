namespace ComputeExchange.Host.Scenario;

/// <summary>Reads JSON numbers of any length as whole numbers of a decimal unit, without ever rounding.</summary>
/// <remarks>A decimal type would round 2.50000000000000000000000000000001 to 2.5 and so let an off-tick price pass.</remarks>
internal static class ExactNumber
{
    private const int Radix = 10;
    private const long ExponentBound = 1_000_000_000;

    /// <summary>The number in units of 10^-<paramref name="decimals"/>; false when it is not a whole number of them.</summary>
    /// <remarks>Saturates: what is too large for a long becomes ± long.MaxValue, which every bound refuses.</remarks>
    public static bool TryScale(ReadOnlySpan<byte> number, int decimals, out long units)
    {
        bool isNegative = number[0] == (byte)'-';
        int exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> digits = number[(isNegative ? 1 : 0)..(exponentAt < 0 ? number.Length : exponentAt)];
        long power = decimals + (exponentAt < 0 ? 0 : Exponent(number[(exponentAt + 1)..]));

        ulong magnitude = 0;
        int zerosBehind = 0;
        bool isFraction = false;
        foreach (byte character in digits)
        {
            if (character == (byte)'.')
            {
                isFraction = true;
                continue;
            }
            if (isFraction)
                power--;
            if (character == (byte)'0')
            {
                zerosBehind++;
                continue;
            }
            magnitude = Times(magnitude, zerosBehind + 1);
            magnitude = Saturate(magnitude, (ulong)(character - (byte)'0'));
            zerosBehind = 0;
        }

        units = 0;
        if (magnitude == 0)
            return true;
        power += zerosBehind;
        if (power < 0)
            return false;
        magnitude = Math.Min(Times(magnitude, power), long.MaxValue);
        units = isNegative ? -(long)magnitude : (long)magnitude;
        return true;
    }

    private static ulong Times(ulong magnitude, long powerOfTen)
    {
        if (magnitude == 0)
            return 0;
        for (; powerOfTen > 0 && magnitude != ulong.MaxValue; powerOfTen--)
            magnitude = magnitude > ulong.MaxValue / Radix ? ulong.MaxValue : magnitude * Radix;
        return magnitude;
    }

    private static ulong Saturate(ulong magnitude, ulong digit) =>
        magnitude > ulong.MaxValue - digit ? ulong.MaxValue : magnitude + digit;

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        bool isNegative = text[0] == (byte)'-';
        long exponent = 0;
        foreach (byte character in text.TrimStart("+-"u8))
            exponent = Math.Min(exponent * Radix + character - (byte)'0', ExponentBound);
        return isNegative ? -exponent : exponent;
    }
}
