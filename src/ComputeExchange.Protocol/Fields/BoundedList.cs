using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>
/// Lists of a command with a limit, which hold one more than it as a count only, so that the core can refuse them. That one is
/// nil on the wire: so every command has an encoding, and no list on the wire is longer than its limit and the nil.
/// </summary>
internal static class BoundedList
{
    /// <summary>Writes the header and says how many items to write.</summary>
    internal static int WriteHeader(ref MessagePackWriter writer, int count, int limit)
    {
        writer.WriteArrayHeader(count);
        return Math.Min(count, limit);
    }

    /// <summary>Writes the nil of a list over its limit.</summary>
    internal static void WriteEnd(ref MessagePackWriter writer, int count, int limit)
    {
        if (count > limit) writer.WriteNil();
    }

    /// <summary>True, with the nil consumed, at the place after the limit; anything but nil there is one item too many.</summary>
    internal static bool ReadEnd(ref MessagePackReader reader, int index, int limit)
    {
        if (index < limit) return false;
        if (!reader.TryReadNil()) reader.Refuse(MessagePackError.TooLong);
        return true;
    }
}
