namespace ComputeExchange.Client.Tests.Hostile;

/// <summary>Strangers on threads of their own, each of which waits in the kernel: in the thread pool that the server and the honest
/// session use, an honest session would wait behind them in a way that no stranger on another machine brings about.</summary>
internal static class Strangers
{
    private const int StackBytes = 128 * 1024;

    /// <summary>Runs the same on so many threads; ends when all have, with what the first of them threw.</summary>
    public static Task On(int threads, Action action) => Task.WhenAll(Enumerable.Range(0, threads).Select(_ =>
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread stranger = new(() => Run(action, ended), StackBytes) { IsBackground = true, Name = "stranger" };
        stranger.Start();
        return ended.Task;
    }));

    private static void Run(Action action, TaskCompletionSource ended)
    {
        try
        {
            action();
            ended.SetResult();
        }
        catch (Exception failure)
        {
            ended.SetException(failure);
        }
    }
}
