using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;
using static ComputeExchange.Journal.Tests.ReportLogFixture;

namespace ComputeExchange.Journal.Tests;

public sealed class ReportLogTests
{
    private const long Hour = 3_600_000_000_000;

    private readonly SimulatedStorage _storage = new();

    [Fact]
    public void Each_session_gets_its_own_reports_in_order_from_any_number()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);
        Fill(log, commands: 400, sessions: 7, bodyBytes: 60);

        for (ushort session = 0; session < 7; session++)
        {
            long last = log.LastReport(session);
            Assert.Equal(session < 1 ? 58 : 57, last);
            for (long from = 1; from <= last + 1; from += 19)
                Assert.Equal(JournalFixture.Range(from, last), Read(log, session, from));
        }

        Assert.Equal((1, 0), (log.FirstReport(999), log.LastReport(999)));
    }

    [Fact]
    public void Reports_are_read_across_segments_and_after_a_restart()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
        {
            Fill(log, commands: 9_000, sessions: 3, bodyBytes: 1000);
            Assert.Equal(3, _storage.List("reports-0").Count);
            Assert.Equal(JournalFixture.Range(5, 3000), Read(log, 1, 5));
            log.Sync();
        }

        _storage.Crash();
        using ReportLog again = ReportLog.Open(_storage, Small);
        Assert.Equal(new ReportLogRecovery(9_000, 3, 3, null), again.Recovery);
        Assert.Equal(JournalFixture.Range(1, 3000), Read(again, 2, 1));
        Fill(again, commands: 30, sessions: 3, bodyBytes: 1000);
        Assert.Equal(JournalFixture.Range(2990, 3010), Read(again, 0, 2990));
    }

    [Fact]
    public void A_report_that_is_there_already_is_passed_over_and_a_gap_is_refused()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);

        Assert.True(log.Append(4, 1, 10, [1]));
        Assert.False(log.Append(4, 1, 10, [1]));
        Assert.Throws<ArgumentException>(() => log.Append(4, 3, 11, [1]));
        Assert.Throws<ArgumentException>(() => log.Append(4, 2, 9, [1]));
        Assert.Throws<ArgumentException>(() => log.Append(4, 2, 11, new byte[JournalLimits.MaxPayloadBytes + 1]));
        Assert.True(log.Append(4, 2, 11, new byte[JournalLimits.MaxPayloadBytes]));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.TryRead(4, 4, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.TryRead(4, 0, out _));
    }

    [Fact]
    public void Nothing_is_forced_to_the_device_but_by_a_sync()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);
        int flushes = _storage.FlushCount;

        Fill(log, commands: 200, sessions: 2, bodyBytes: 100);
        log.Flush();
        Assert.Equal((flushes, 0, 200), (_storage.FlushCount, log.SyncedThrough, log.CompleteThrough));

        Assert.Equal(200, log.Sync());
        Assert.Equal((flushes + 1, 200), (_storage.FlushCount, log.SyncedThrough));
    }

    [Fact]
    public void Old_segments_go_when_their_reports_are_too_old_and_every_session_keeps_its_numbers()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
        {
            log.Append(77, 1, 1, [1, 2, 3]);
            Fill(log, commands: 9_000, sessions: 3, bodyBytes: 1000, nanosPerCommand: Hour / 100);
            Assert.Equal(0, log.Trim(100 * Hour));
            Assert.Equal(1, log.Trim(130 * Hour));
            Assert.Equal((2, 1), (log.FirstReport(77), log.LastReport(77)));
            Assert.False(log.TryRead(0, 1, out _));
            Assert.Equal(JournalFixture.Range(log.FirstReport(0), 3000), Read(log, 0, log.FirstReport(0)));
        }

        _storage.Crash();
        using ReportLog again = ReportLog.Open(_storage, Small);
        Assert.Equal((2, 1), (again.FirstReport(77), again.LastReport(77)));
        Assert.True(again.Append(77, 2, again.CompleteThrough + 1, [4]));
        Assert.InRange(again.FirstReport(0), 1000, 1500);
        Assert.Equal([2], Read(again, 77, 2, checkBody: false));
    }

    [Fact]
    public void Old_segments_go_when_every_session_has_enough_newer_reports()
    {
        using ReportLog log = ReportLog.Open(_storage, Small with { RetainReportsPerSession = 1500 });
        Fill(log, commands: 9_000, sessions: 3, bodyBytes: 1000);

        Assert.Equal(1, log.Trim(1));
        Assert.InRange(log.FirstReport(1), 1200, 1500);
    }

    [Fact]
    public void A_reader_keeps_its_place_while_segments_are_deleted_and_reports_appended()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);
        Fill(log, commands: 9_000, sessions: 3, bodyBytes: 1000, nanosPerCommand: Hour);
        Assert.True(log.TryRead(0, 1, out ReportCursor? cursor));
        Assert.True(cursor.Read());
        Assert.Equal(2, log.Trim(100_000 * Hour));
        Fill(log, commands: 30, sessions: 3, bodyBytes: 1000);

        long read = 1;
        while (cursor.Read())
            Assert.Equal(++read, cursor.Number);
        cursor.Dispose();

        Assert.Equal(3000, read);
    }

    [Fact]
    public void A_page_of_reports_costs_what_it_holds_wherever_it_begins()
    {
        const int PageReports = 100;
        using ReportLog log = ReportLog.Open(_storage, Small);
        Fill(log, commands: 20_000, sessions: 2, bodyBytes: 60, flush: true);
        List<long> costs = [];
        for (long from = 1; from + PageReports <= 10_000; from += 700)
        {
            Assert.True(log.TryRead(1, from, out ReportCursor? cursor));
            using (cursor)
            {
                for (int read = 0; read < PageReports; read++)
                    Assert.True(cursor.Read());
                Assert.Equal(from + PageReports - 1, cursor.Number);
                costs.Add(cursor.FileBytes);
            }
        }

        // Two or three windows of 128 KiB: one behind the place where it begins, one or two as it goes on from there.
        Assert.True(costs.Max() <= 3 * 128 * 1024, $"bytes read for each page: {string.Join(", ", costs)}");
    }

    [Fact]
    public void Reports_are_forced_and_old_segments_go_beside_the_thread_that_appends()
    {
        using ReportLog log = ReportLog.Open(_storage, Small with { RetainReportsPerSession = 1500 });
        using ManualResetEventSlim isOver = new();
        Thread beside = new(() =>
        {
            while (!isOver.IsSet)
            {
                log.PrepareNextSegment();
                Assert.True(log.Sync() <= log.CompleteThrough);
                log.Trim(1);
            }
        });
        beside.Start();
        Fill(log, commands: 20_000, sessions: 3, bodyBytes: 1000);
        isOver.Set();
        beside.Join();
        Assert.Equal(20_000, log.Sync());
        log.Trim(1);

        Assert.True(log.FirstReport(0) > 1);
        Assert.Equal(JournalFixture.Range(log.FirstReport(0), log.LastReport(0)), Read(log, 0, log.FirstReport(0)));
    }

    [Fact]
    public void A_session_whose_reports_cannot_be_had_again_starts_at_a_later_number()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
        {
            log.Append(5, 1, 1, [1]);
            log.StartAt(5, 40);
            Assert.False(log.TryRead(5, 1, out _));
            Assert.Throws<ArgumentException>(() => log.StartAt(5, 39));
            log.Append(5, 40, 2, [2]);
            log.Sync();
        }

        using ReportLog again = ReportLog.Open(_storage, Small);
        Assert.Equal((40, 40), (again.FirstReport(5), again.LastReport(5)));
        Assert.Equal([40], Read(again, 5, 40, checkBody: false));
    }

    [Fact]
    public void A_failed_sync_ends_the_log_and_a_full_disk_is_told()
    {
        var storage = new SimulatedStorage(capacityBytes: Small.SegmentBytes);
        using ReportLog log = ReportLog.Open(storage, Small);
        Assert.Throws<JournalFullException>(() => Fill(log, commands: 9_000, sessions: 3, bodyBytes: 1000));
        storage.CapacityBytes *= 2;
        Refill(log, commands: 6_000, sessions: 3, bodyBytes: 1000);
        Assert.Equal(JournalFixture.Range(1, 2000), Read(log, 2, 1));

        storage.Inject(StorageFault.FailedFlush);
        Assert.Throws<JournalFailedException>(() => log.Sync());
        Assert.Throws<JournalFailedException>(() => log.Append(0, log.LastReport(0) + 1, 9_999, [1]));
        Assert.Throws<JournalFailedException>(() => log.Sync());
    }

    [Fact]
    public void Two_servers_cannot_have_one_log()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);
        Assert.Throws<DataDirectoryInUseException>(() => ReportLog.Open(_storage, Small));
    }

    [Fact]
    public async Task A_session_can_be_read_while_another_thread_appends()
    {
        using ReportLog log = ReportLog.Open(_storage, Small);
        Task appending = Task.Run(() => Fill(log, commands: 20_000, sessions: 3, bodyBytes: 500));
        do
        {
            long last = log.LastReport(1);
            Assert.True(Read(log, 1, Math.Max(1, last - 50)).Count >= Math.Min(last, 51));
        }
        while (!appending.IsCompleted);
        await appending;
        Assert.Equal(6667, log.LastReport(1));
    }
}
