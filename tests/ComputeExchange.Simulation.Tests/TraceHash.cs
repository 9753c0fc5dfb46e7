using System.Numerics;
using System.Runtime.InteropServices;

namespace ComputeExchange.Simulation.Tests;

/// <summary>A running hash of all that happened in a simulation, in its order: two runs with the same hash were the same run.
/// </summary>
internal sealed class TraceHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public ulong Value { get; private set; } = Multiplier;

    public void Add(ulong word)
    {
        unchecked
        {
            ulong mixed = (Value ^ word) * Multiplier;
            Value = BitOperations.RotateLeft(mixed, 29) + word;
        }
    }

    public void Add(long word) => Add(unchecked((ulong)word));

    /// <summary>A report as a listener of the engine is told it.</summary>
    public void AddReport(SessionId session, long number, ReadOnlySpan<byte> encoded)
    {
        Add(session.Value);
        Add(number);
        Add(encoded);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            Add(word);
        foreach (byte last in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
            Add((ulong)last);
    }
}
