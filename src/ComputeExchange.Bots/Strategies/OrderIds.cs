using System.Globalization;
using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Strategies;

/// <summary>Order ids of one participant, each used once: a letter and a count.</summary>
/// <param name="prefix">What they begin with; short, so that a quote's sides fit too.</param>
public sealed class OrderIds(string prefix)
{
    private int _count;

    /// <summary>The next id.</summary>
    public ClOrdId Next()
    {
        _count++;
        return ClOrdId.Parse(prefix + _count.ToString(CultureInfo.InvariantCulture));
    }
}
