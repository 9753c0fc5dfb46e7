namespace ComputeExchange.Protocol.MessagePack;

/// <summary>Passes over a value of any shape without recursion, so that no peer can exhaust the stack.</summary>
internal static class SkippedValue
{
    internal static void PassOver(ref MessagePackReader reader)
    {
        // One counter a level: how many values are still to come inside each open array or map.
        Span<long> left = stackalloc long[MessagePackReaderOptions.MaxDepthLimit];
        int depth = 0;
        do
        {
            if (reader.NextType is MessagePackType.Array or MessagePackType.Map)
            {
                if (depth == reader.Options.MaxDepth)
                {
                    reader.Refuse(MessagePackError.TooDeep);
                    return;
                }

                left[depth++] = reader.NextType == MessagePackType.Array
                    ? reader.ReadArrayHeader(int.MaxValue)
                    : 2L * reader.ReadMapHeader(int.MaxValue);
            }
            else
            {
                PassOverScalar(ref reader);
            }

            if (reader.Error != MessagePackError.None) return;
            while (depth > 0 && left[depth - 1] == 0) depth--;
            if (depth > 0) left[depth - 1]--;
            else return;
        }
        while (true);
    }

    private static void PassOverScalar(ref MessagePackReader reader)
    {
        switch (reader.NextType)
        {
            case MessagePackType.Nil: reader.ReadNil(); break;
            case MessagePackType.Boolean: reader.ReadBoolean(); break;
            case MessagePackType.Integer: PassOverInteger(ref reader); break;
            case MessagePackType.Float: PassOverFloat(ref reader); break;
            case MessagePackType.String: reader.ReadUtf8(int.MaxValue); break;
            case MessagePackType.Binary: reader.ReadBinary(int.MaxValue); break;
            case MessagePackType.Extension when reader.Options.SkipExtensions: PassOverExtension(ref reader); break;
            default: reader.ReadNil(); break;
        }
    }

    private static void PassOverInteger(ref MessagePackReader reader)
    {
        if (reader.NextFormat() == MessagePackFormat.UInt64) reader.ReadUInt64();
        else reader.ReadInt64();
    }

    /// <summary>Where no width is asked for, a float of either is in its shortest encoding.</summary>
    private static void PassOverFloat(ref MessagePackReader reader)
    {
        if (reader.NextFormat() == MessagePackFormat.Float32) reader.ReadFloat32();
        else reader.ReadFloat64();
    }

    /// <summary>Passes over a format byte, a length unless the format implies it, a type number and the body.</summary>
    private static void PassOverExtension(ref MessagePackReader reader)
    {
        int format = reader.NextFormat();
        if (format is >= MessagePackFormat.FixExtension1 and <= MessagePackFormat.FixExtension16)
        {
            reader.Advance(2 + (1 << (format - MessagePackFormat.FixExtension1)));
            return;
        }

        int bodyBytes = reader.ReadBlock(MessagePackCountFormats.Extension, int.MaxValue, out int headerBytes).Length;
        if (reader.Error != MessagePackError.None) return;
        if (reader.Options.CanonicalOnly && bodyBytes is (1 or 2 or 4 or 8 or 16)) reader.Refuse(MessagePackError.NotCanonical);
        else reader.Advance(headerBytes + 1 + bodyBytes);
    }
}
