using ComputeExchange.SystemTests.Processes;

/// <summary>What the runtime looks for, by this name and in no namespace, in an assembly that
/// DOTNET_STARTUP_HOOKS names.</summary>
internal static class StartupHook
{
    /// <summary>Called before the program begins.</summary>
    public static void Initialize() => CollectorLog.Begin();
}
