using ComputeExchange.Journal.Segments;

namespace ComputeExchange.Journal;

/// <summary>The named bounds of the journal and of the report log.</summary>
public static class JournalLimits
{
    /// <summary>The most bytes of header and body together in one record: 64 KiB.</summary>
    public const int MaxPayloadBytes = 64 * 1024;

    /// <summary>The smallest segment that can be asked for: room for the largest record; 128 KiB.</summary>
    public const long MinSegmentBytes = 128 * 1024;

    /// <summary>The most bytes of a journal's very first segment: 4 MiB. A new journal writes it over with zeros at its opening;
    /// the segments behind it have the size asked for and are made ready beside the running journal.</summary>
    public const long FirstSegmentBytes = 4 * 1024 * 1024;

    /// <summary>The largest segment that can be asked for: 2 GiB less one page.</summary>
    public const long MaxSegmentBytes = 2L * 1024 * 1024 * 1024 - 4096;

    /// <summary>The largest write buffer, and with it the largest batch: 64 MiB.</summary>
    public const int MaxBufferBytes = 64 * 1024 * 1024;

    internal const int MaxRecordBytes = JournalRecord.PayloadOffset + MaxPayloadBytes;
}
