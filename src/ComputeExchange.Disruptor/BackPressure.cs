namespace ComputeExchange.Disruptor;

/// <summary>How often, and for how long, the consumers of a ring have held its producers up, since it was made.</summary>
/// <param name="Waits">How many blocking claims found too little room and waited.</param>
/// <param name="WaitTime">
/// The time spent in those waits, over all producers; a wait counts when it has ended.
/// </param>
/// <param name="Refusals">How many non-blocking claims were refused for want of room.</param>
/// <remarks>Each figure is exact; together they are not a snapshot of one instant.</remarks>
public readonly record struct BackPressure(long Waits, TimeSpan WaitTime, long Refusals);
