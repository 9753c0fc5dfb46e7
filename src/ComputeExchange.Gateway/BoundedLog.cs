namespace ComputeExchange.Gateway;

/// <summary>Passes sentences on at a rate that an attacker cannot raise; what was left out is counted in the next one.</summary>
/// <param name="log">Takes a sentence.</param>
internal sealed class BoundedLog(Action<string> log)
{
    /// <summary>Sentences a second, in the long run.</summary>
    public const int PerSecond = 20;

    /// <summary>Sentences at once after a silence.</summary>
    public const int Burst = 200;

    private readonly Sessions.TokenBucket _budget = new(PerSecond, Burst, nowNanos: 0);
    private long _leftOut;

    /// <summary>Says something, or counts it.</summary>
    public void Say(string sentence, long nowNanos)
    {
        if (!_budget.TryTake(nowNanos))
        {
            _leftOut++;
            return;
        }

        log(_leftOut == 0 ? sentence : $"{sentence} ({_leftOut} more were left out before)");
        _leftOut = 0;
    }
}
