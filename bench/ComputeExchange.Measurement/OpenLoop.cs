namespace ComputeExchange.Measurement;

/// <summary>Sends messages when they are due, and counts how late each answer is against that.</summary>
public static class OpenLoop
{
    /// <summary>Sends so many messages, each answered before the next can be sent.</summary>
    /// <param name="schedule">When each is due.</param>
    /// <param name="messages">How many.</param>
    /// <param name="clock">The time.</param>
    /// <param name="exchange">Sends the message of this number and comes back with its answer.</param>
    /// <param name="fromDue">Gets each answer's time since its message was due: what a user waits.</param>
    /// <param name="fromSend">Gets each answer's time since its message was sent: what a closed loop would have told.</param>
    public static void Run(
        ArrivalSchedule schedule, int messages, IMeasuringClock clock, Action<int> exchange, LatencyHistogram fromDue,
        LatencyHistogram fromSend)
    {
        long start = clock.Nanos;
        for (int message = 0; message < messages; message++)
        {
            long due = start + schedule.Next();
            clock.WaitUntil(due);
            long sent = clock.Nanos;
            exchange(message);
            long answered = clock.Nanos;
            fromDue.Record(answered - due);
            fromSend.Record(answered - sent);
        }
    }

    /// <summary>Sends so many messages without waiting for answers; whoever hears them counts from the times given here.</summary>
    /// <param name="schedule">When each is due.</param>
    /// <param name="messages">How many.</param>
    /// <param name="clock">The time.</param>
    /// <param name="send">Gets the message's number and the time at which it was due.</param>
    public static void Send(ArrivalSchedule schedule, int messages, IMeasuringClock clock, Action<int, long> send)
    {
        long start = clock.Nanos;
        for (int message = 0; message < messages; message++)
        {
            long due = start + schedule.Next();
            clock.WaitUntil(due);
            send(message, due);
        }
    }
}
