using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ComputeExchange.Journal.Reports;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Snapshots;

namespace ComputeExchange.Journal.Tests;

/// <summary>The bytes on disk, held against the tables of docs/JOURNAL.md and against files written out in full.</summary>
public sealed partial class FormatTests
{
    // Made by a program of their own, in another language, from the tables of the documentation.
    private const string JournalBytes =
        "435843444A524E4C01000000800000000100000000000000000002000000000000800D8CA4ACC7183322110055447766" +
        "8899AABBCCDDEEFF00000000000000000000000000000000000000000000000000000000000000000000000000000000" +
        "00000000000000000000000000000000000000000000000000000000CDC082F9190000005F1360190100000000000000" +
        "01000000616263646514000000E051101F020000000000000002000000";

    private const string ReportBytes =
        "2000000073D1994C0000000000000000000000000000000000000200000000002200000060DC04170700000000000000" +
        "01000000000000000300010000000000787920000000C0FBCBEE0700000000000000020000000000000003000100A000" +
        "0000";

    private const string SnapshotBytes =
        "43584344534E415001000000800000000900000000000000050000000000000000800D8CA4ACC7184BA69735CA53765E" +
        "D6A709EDB56C6EA236B7193A3B29A6B390C346F0F4340E4E0102030405060708090A0B0C0D0E0F101112131415161718" +
        "191A1B1C1D1E1F200000000000000000000000000000000000000000129C9F927374617465";

    private const string HeadOfJournal = "44cf31cab1d8fbeac071807f8f5c7d3ed7f8c6abfb9068885051666cb1704b08";

    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid LogId = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void The_tables_of_the_documentation_give_the_offsets_of_the_code()
    {
        Assert.Equal(
            [
                SegmentHeader.MagicOffset, SegmentHeader.VersionOffset, SegmentHeader.HeaderBytesOffset,
                SegmentHeader.FirstOffset, SegmentHeader.SegmentBytesOffset, SegmentHeader.CreatedOffset,
                SegmentHeader.LogIdOffset, SegmentHeader.ReservedOffset, SegmentHeader.ChainHashOffset,
                SegmentHeader.ReservedTailOffset, SegmentHeader.ChecksumOffset,
            ],
            OffsetsOfTable("Segment header"));
        Assert.Equal(
            [
                RecordFrame.LengthOffset, RecordFrame.ChecksumOffset, JournalRecord.SequenceOffset,
                JournalRecord.BatchPlaceOffset, JournalRecord.PayloadOffset,
            ],
            OffsetsOfTable("Journal record"));
        Assert.Equal(
            [
                SnapshotHeader.MagicOffset, SnapshotHeader.VersionOffset, SnapshotHeader.HeaderBytesOffset,
                SnapshotHeader.SequenceOffset, SnapshotHeader.ContentBytesOffset, SnapshotHeader.CreatedOffset,
                SnapshotHeader.ContentHashOffset, SnapshotHeader.JournalHashOffset, SnapshotHeader.ReservedOffset,
                SnapshotHeader.ChecksumOffset, SnapshotHeader.Bytes,
            ],
            OffsetsOfTable("Snapshot"));
        Assert.Equal(
            [
                RecordFrame.LengthOffset, RecordFrame.ChecksumOffset, ReportRecord.CommandSequenceOffset,
                ReportRecord.NumberOffset, ReportRecord.SessionOffset, ReportRecord.KindOffset,
                ReportRecord.PreviousOffsetOffset, ReportRecord.BodyOffset,
            ],
            OffsetsOfTable("Report record"));
    }

    [Fact]
    public void A_journal_segment_is_written_in_these_very_bytes()
    {
        var storage = new SimulatedStorage();
        var options = JournalFixture.Small with { JournalId = LogId, Clock = new StoppedClock() };
        using (JournalWriter writer = JournalWriter.Open(storage, options))
        {
            writer.Append(1, "ab"u8, "cde"u8);
            writer.Append(2, default, default);
            writer.Flush();
            writer.Chain();
            Assert.Equal(new JournalHead(2, ChainHash.From(Convert.FromHexString(HeadOfJournal))), writer.Head);
        }

        byte[] bytes = storage.BytesOf(JournalFixture.FirstSegment);

        Assert.Equal(JournalBytes, Convert.ToHexString(bytes.AsSpan(0, 128 + 25 + 20)));
        Assert.Equal(-1, bytes.AsSpan(173).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_report_log_is_written_in_these_very_bytes()
    {
        var storage = new SimulatedStorage();
        var options = new ReportLogOptions
        {
            SegmentBytes = ReportLogOptions.MinSegmentBytes,
            LogId = LogId,
            Clock = new StoppedClock(),
        };
        using (ReportLog log = ReportLog.Open(storage, options))
        {
            log.Append(3, 1, 7, "xy"u8);
            log.Append(3, 2, 7, default);
            log.Flush();
        }

        byte[] bytes = storage.BytesOf("reports-00000000000000000001.seg");
        Assert.Equal(ReportBytes, Convert.ToHexString(bytes.AsSpan(128, 32 + 34 + 32)));
    }

    [Fact]
    public void A_snapshot_is_written_in_these_very_bytes()
    {
        var storage = new SimulatedStorage();
        var snapshots = new SnapshotStore(storage, new SnapshotOptions { Clock = new StoppedClock() });
        byte[] journal = [.. Enumerable.Range(1, ChainHash.Size).Select(value => (byte)value)];
        snapshots.Write(9, ChainHash.From(journal), stream => stream.Write("state"u8));

        Assert.Equal(SnapshotBytes, Convert.ToHexString(storage.BytesOf("snapshot-00000000000000000009.snap")));
    }

    private static int[] OffsetsOfTable(string heading)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "JOURNAL.md"));
        int start = text.IndexOf($"### {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/JOURNAL.md has no section '{heading}'");
        int end = text.IndexOf("\n#", start + 4, StringComparison.Ordinal);
        return [.. OffsetCell().Matches(text[start..end]).Select(match => int.Parse(match.Groups[1].Value))];
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex OffsetCell();

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
