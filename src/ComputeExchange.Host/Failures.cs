using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Host.Options;

namespace ComputeExchange.Host;

/// <summary>What can go wrong by no fault of the program, each as one sentence and an exit code.</summary>
internal static class Failures
{
    /// <summary>Whether a failure is of that sort; anything else is a bug and keeps its stack trace.</summary>
    public static bool IsExpected(Exception failure) => failure
        is IOException or UnauthorizedAccessException or SettingException or KeyFileException
        or SnapshotFormatException or EngineHaltedException
        or BreakingCommandException or CommandSkipException;

    /// <summary>Says it on standard error and gives the exit code.</summary>
    /// <param name="what">What could not be done, as the beginning of the sentence.</param>
    /// <param name="failure">Why.</param>
    /// <param name="errors">Standard error.</param>
    public static int Tell(string what, Exception failure, TextWriter errors)
    {
        errors.WriteLine($"{what}: {failure.Message.ReplaceLineEndings(" ")}");
        return failure is SettingException or KeyFileException ? ExitCodes.Unreadable : ExitCodes.Failure;
    }
}
