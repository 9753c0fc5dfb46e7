using System.Diagnostics.CodeAnalysis;

namespace ComputeExchange.Core;

/// <summary>A broken invariant: a bug. It stops the engine with the journal intact, in Release too.</summary>
public sealed class InvariantException(string what) : Exception($"Invariant broken: {what}");

internal static class Invariant
{
    public static void Require([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds)
            Fail(what);
    }

    [DoesNotReturn]
    private static void Fail(string what) => throw new InvariantException(what);
}
