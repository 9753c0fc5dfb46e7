using Xunit;

namespace ComputeExchange.Protocol.Tests.MessagePack;

/// <summary>A fact that needs Node and npm, reported as skipped where either is not on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string program in new[] { "node", "npm" })
        {
            if (!directories.Any(directory => File.Exists(Path.Combine(directory, program))))
                Skip = $"{program} is not on the path, so there is no other implementation to compare with.";
        }
    }
}
