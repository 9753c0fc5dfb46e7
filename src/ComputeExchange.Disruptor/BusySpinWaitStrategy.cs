namespace ComputeExchange.Disruptor;

// Asks again at once, with only the processor's pause hint between, which spares its sibling thread and its power.
internal sealed class BusySpinWaitStrategy : WaitStrategy
{
    internal override WaitOutcome WaitFor(WaitPoint point, long sequence, int timeoutMillis)
    {
        long deadline = DeadlineOf(timeoutMillis);
        while (true)
        {
            if (point.IsAlerted)
                return WaitOutcome.Alerted;
            if (point.HasReached(sequence))
                return WaitOutcome.Reached;
            if (HasPassed(deadline))
                return WaitOutcome.TimedOut;
            Thread.SpinWait(1);
        }
    }
}
