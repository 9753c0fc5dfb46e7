namespace ComputeExchange.Disruptor;

// Spins a little, because progress is mostly near; then lets any other ready thread have the core between two looks.
internal sealed class YieldingWaitStrategy : WaitStrategy
{
    private const int SpinsMax = 100;

    internal override WaitOutcome WaitFor(WaitPoint point, long sequence, int timeoutMillis)
    {
        long deadline = DeadlineOf(timeoutMillis);
        int spins = 0;
        while (true)
        {
            if (point.IsAlerted)
                return WaitOutcome.Alerted;
            if (point.HasReached(sequence))
                return WaitOutcome.Reached;
            if (HasPassed(deadline))
                return WaitOutcome.TimedOut;

            if (spins < SpinsMax)
            {
                spins++;
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}
