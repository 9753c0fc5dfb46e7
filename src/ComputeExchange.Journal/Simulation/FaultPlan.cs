namespace ComputeExchange.Journal.Simulation;

/// <summary>Which operations of a simulated device are to go wrong, and when.</summary>
internal sealed class FaultPlan
{
    private readonly Dictionary<StorageFault, (int SuccessesLeft, string Prefix)> _faults = [];

    /// <summary>How many have happened.</summary>
    public int Happened { get; private set; }

    public void Add(StorageFault fault, int afterSuccesses, string prefix) => _faults[fault] = (afterSuccesses, prefix);

    public void Remove(StorageFault fault) => _faults.Remove(fault);

    /// <summary>Whether it happens now, to this file; counts the operation if it does not.</summary>
    public bool Happens(StorageFault fault, string file)
    {
        if (!_faults.TryGetValue(fault, out (int SuccessesLeft, string Prefix) plan)
            || !file.StartsWith(plan.Prefix, StringComparison.Ordinal))
            return false;
        if (plan.SuccessesLeft > 0)
        {
            _faults[fault] = (plan.SuccessesLeft - 1, plan.Prefix);
            return false;
        }

        Happened++;
        return _faults.Remove(fault);
    }
}
