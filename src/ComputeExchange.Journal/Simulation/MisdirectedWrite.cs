namespace ComputeExchange.Journal.Simulation;

/// <summary>A write that lands somewhere else than it was meant to.</summary>
internal static class MisdirectedWrite
{
    /// <summary>Onto a sector boundary of any file that has room for it, another place than the right one.</summary>
    public static void Write(
        Dictionary<string, SimulatedContent> names, Random chance, int sectorBytes, long offset, ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        SimulatedContent[] targets = [.. names.Where(each => each.Value.Length >= offset % sectorBytes + length)
            .OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value)];
        if (targets.Length == 0)
            return;
        SimulatedContent target = targets[chance.Next(targets.Length)];
        long sectors = (target.Length - length - offset % sectorBytes) / sectorBytes + 1;
        target.Write(chance.NextInt64(sectors) * sectorBytes + offset % sectorBytes, bytes);
    }
}
