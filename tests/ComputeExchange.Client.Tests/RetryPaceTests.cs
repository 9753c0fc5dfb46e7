using ComputeExchange.Client.Connection;

namespace ComputeExchange.Client.Tests;

public class RetryPaceTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Sessions_that_die_right_after_their_logon_are_tried_again_ever_more_slowly()
    {
        RetryPace pace = new(First, Longest);
        double[] waits = [.. Enumerable.Range(0, 6).Select(_ => pace.Next(TimeSpan.FromMilliseconds(3)).TotalMilliseconds)];
        Assert.Equal([0, 20, 40, 80, 100, 100], waits);
    }

    [Fact]
    public void A_session_that_has_lived_is_taken_up_again_at_once()
    {
        RetryPace pace = new(First, Longest);
        for (int i = 0; i < 5; i++)
            pace.Next(TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, pace.Next(RetryPace.Life));
        Assert.Equal(First, pace.Next(TimeSpan.Zero));
    }
}
