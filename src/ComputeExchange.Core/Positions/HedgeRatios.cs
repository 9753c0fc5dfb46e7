using ComputeExchange.Messages;

namespace ComputeExchange.Core.Positions;

/// <summary>The hedge ratios in force, by market and basket.</summary>
internal sealed class HedgeRatios
{
    private readonly List<SetHedgeRatio> _ratios = [];

    /// <summary>The ratios in the order in which they were first set.</summary>
    public IReadOnlyList<SetHedgeRatio> InForce => _ratios;

    public void Set(in SetHedgeRatio ratio)
    {
        for (int i = 0; i < _ratios.Count; i++)
        {
            if (_ratios[i].Market != ratio.Market || _ratios[i].Basket != ratio.Basket)
                continue;
            _ratios[i] = ratio;
            return;
        }
        _ratios.Add(ratio);
    }
}
