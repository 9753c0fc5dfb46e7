namespace ComputeExchange.Client.Connection;

/// <summary>How long to wait before connecting again: not at all after a session that has lived, longer each time after one that has
/// not. A logon that succeeds is no life: a server that ends every session right after it must not be asked again at once.</summary>
internal sealed class RetryPace(TimeSpan first, TimeSpan longest)
{
    /// <summary>A session that was on for so long has lived.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private TimeSpan _next;

    /// <summary>The wait after a connection that is gone.</summary>
    /// <param name="lived">How long it was logged on; zero when it never was.</param>
    public TimeSpan Next(TimeSpan lived)
    {
        TimeSpan wait = lived >= Life ? TimeSpan.Zero : _next;
        _next = wait == TimeSpan.Zero ? first : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, longest.Ticks));
        return wait;
    }
}
