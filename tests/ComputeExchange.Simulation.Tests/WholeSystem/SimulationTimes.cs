namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>How long simulations took by the wall clock: a figure to plan with, never one to judge by.</summary>
internal sealed class SimulationTimes
{
    private TimeSpan _sum;
    private int _count;
    private (int Seed, TimeSpan Took) _slowest;

    public void Add(int seed, TimeSpan took)
    {
        _sum += took;
        _count++;
        if (took > _slowest.Took)
            _slowest = (seed, took);
    }

    public override string ToString() =>
        $"{_sum.TotalMilliseconds / _count:N0} ms each, slowest {_slowest.Seed} with {_slowest.Took.TotalMilliseconds:N0} ms";
}
