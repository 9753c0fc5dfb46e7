namespace ComputeExchange.Hedging.Curves;

/// <summary>A rate quoted for capacity from now until some months from now.</summary>
/// <param name="Months">Length of the term in months, above 0.</param>
/// <param name="Rate">The average price over the whole term, dollars per GPU-hour.</param>
public readonly record struct TermRate(int Months, decimal Rate);

/// <summary>The rate that a row of term rates implies for some of its months.</summary>
/// <param name="FirstMonth">The first month, counted from 1.</param>
/// <param name="LastMonth">The last month, inclusive.</param>
/// <param name="Rate">Dollars per GPU-hour.</param>
public readonly record struct ForwardRate(int FirstMonth, int LastMonth, decimal Rate);

/// <summary>Term rates taken apart into the forward rates that they imply.</summary>
/// <remarks>A term costs the sum of its months whichever way it is bought, so months m+1 to n cost
/// (n x rate(n) - m x rate(m)) / (n - m). Months count as equally long.</remarks>
public static class ForwardStrip
{
    /// <summary>The forward rates, one for each term: its months that the shorter terms do not reach.</summary>
    /// <param name="terms">Term rates, in strictly ascending length.</param>
    /// <exception cref="ArgumentException">Terms are not ascending, or not above 0.</exception>
    public static ForwardRate[] Of(ReadOnlySpan<TermRate> terms)
    {
        ForwardRate[] strip = new ForwardRate[terms.Length];
        TermRate shorter = default;
        for (int i = 0; i < terms.Length; i++)
        {
            TermRate term = terms[i];
            if (term.Months <= shorter.Months)
                throw new ArgumentException("Terms are given in ascending length, from one month up.", nameof(terms));
            decimal cost = term.Months * term.Rate - shorter.Months * shorter.Rate;
            strip[i] = new ForwardRate(shorter.Months + 1, term.Months, cost / (term.Months - shorter.Months));
            shorter = term;
        }
        return strip;
    }
}
