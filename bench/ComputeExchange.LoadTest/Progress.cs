namespace ComputeExchange.LoadTest;

/// <summary>Says on the error stream what is being measured, so that whoever waits knows for what; tables go to the other one.</summary>
internal static class Progress
{
    /// <summary>Writes a line.</summary>
    public static void Tell(string what) => Console.Error.WriteLine($".. {what}");
}
