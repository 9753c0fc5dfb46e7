using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Tests;

public sealed class ReportLogTests
{
    private const string FirstSegment = "reports-00000000000000000001.seg";
    private const string SecondSegment = "reports-00000000000000000002.seg";
    private const long Hour = 3_600_000_000_000;

    private static readonly ReportLogOptions Small = new()
    {
        SegmentBytes = ReportLogOptions.MinSegmentBytes,
        LogId = new Guid("11111111-2222-3333-4444-555555555555"),
    };

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
    public void Cut_at_every_byte_the_longest_valid_prefix_is_told_and_can_be_filled_up_again()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
        {
            Fill(log, commands: 6, sessions: 2, bodyBytes: 21);
            log.Sync();
        }

        byte[] whole = _storage.BytesOf(FirstSegment);
        int end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (int cut = 128; cut <= end; cut++)
        {
            var storage = new SimulatedStorage();
            storage.Put(FirstSegment, whole.AsSpan(0, cut));
            using ReportLog log = ReportLog.Open(storage, Small);

            // The state of an empty log is one record; then come a report and its completion, in turn.
            int records = Math.Max(0, RecordsIn(cut) - 1);
            Assert.Equal(records / 2, log.Recovery.CompleteThrough);
            Assert.Equal((records + 1) / 2, log.LastReport(0) + log.LastReport(1));
            Refill(log, commands: 8, sessions: 2, bodyBytes: 21);
            Assert.Equal([1, 2, 3, 4], Read(log, 0, 1));
            Assert.Equal([1, 2, 3, 4], Read(log, 1, 1));
        }
    }

    [Fact]
    public void Every_flipped_bit_cuts_or_refuses_and_no_wrong_report_is_read()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
            Fill(log, commands: 3, sessions: 2, bodyBytes: 5, flush: true);
        byte[] whole = _storage.BytesOf(FirstSegment);
        int end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (int bit = 0; bit < end * 8; bit++)
        {
            byte[] flipped = whole.AsSpan(0, end).ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var storage = new SimulatedStorage();
            storage.Put(FirstSegment, flipped);
            if (bit / 8 < 128)
            {
                Assert.ThrowsAny<IOException>(() => ReportLog.Open(storage, Small));
                continue;
            }

            using ReportLog log = ReportLog.Open(storage, Small);
            Assert.NotNull(log.Recovery.TornTail);
            Assert.InRange(log.Recovery.CompleteThrough, 0, 2);
            Read(log, 0, 1);
        }
    }

    [Fact]
    public void Damage_before_the_last_segment_and_a_missing_segment_refuse()
    {
        using (ReportLog log = ReportLog.Open(_storage, Small))
            Fill(log, commands: 13_000, sessions: 3, bodyBytes: 1000, flush: true);
        byte[] bytes = _storage.BytesOf(SecondSegment);
        bytes[2_000_000] ^= 4;
        _storage.Put(SecondSegment, bytes);
        JournalDamagedException damage = Assert.Throws<JournalDamagedException>(() => ReportLog.Open(_storage, Small));
        Assert.Equal(SecondSegment, damage.File);
        Assert.InRange(damage.Offset, 2_000_000 - 1_100, 2_000_000);

        _storage.Delete(SecondSegment);
        Assert.Contains("is missing", Assert.Throws<JournalDamagedException>(() => ReportLog.Open(_storage, Small)).Message);
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

    [Fact]
    public void After_random_crashes_the_log_is_a_prefix_that_replay_makes_whole()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            var chance = new Random(seed);
            var storage = new SimulatedStorage(sectorBytes: 1 << chance.Next(4, 13));
            long synced = 0;
            for (int life = 0; life < 4; life++)
            {
                using ReportLog log = ReportLog.Open(storage, Small);
                Assert.True(log.Recovery.CompleteThrough >= synced, $"seed {seed}");
                int commands = (int)log.CompleteThrough + chance.Next(2_000);
                Refill(log, commands, sessions: 5, bodyBytes: 700);
                for (ushort session = 0; session < 5; session++)
                    Assert.Equal((commands + 4 - session) / 5, Read(log, session, 1).Count);
                synced = chance.Next(2) == 0 ? log.Sync() : log.SyncedThrough;
                storage.Crash(chance);
            }
        }
    }

    private static int RecordsIn(int bytes)
    {
        int count = 0;
        for (int offset = 128 + 32; offset <= bytes; count++)
            offset += count % 2 == 0 ? 32 + 21 : 32;
        return count;
    }

    private static byte[] BodyOf(ushort session, long number, int bytes) =>
        JournalFixture.BodyOf((session * 100_003L) + number, bytes);

    /// <summary>One report a command, to the sessions in turn, each command completed; from the last complete one on.</summary>
    private static void Fill(
        ReportLog log, int commands, int sessions, int bodyBytes, long nanosPerCommand = 1, bool flush = false)
    {
        long first = log.CompleteThrough + 1;
        for (long command = first; command < first + commands; command++)
        {
            ushort session = (ushort)((command - 1) % sessions);
            long number = log.LastReport(session) + 1;
            Assert.True(log.Append(session, number, command, BodyOf(session, number, bodyBytes)));
            log.Complete(command, command * nanosPerCommand);
        }

        if (flush)
            log.Flush();
    }

    /// <summary>What replay does: makes every report again from the first incomplete command on.</summary>
    private static void Refill(ReportLog log, int commands, int sessions, int bodyBytes)
    {
        for (long command = log.CompleteThrough + 1; command <= commands; command++)
        {
            ushort session = (ushort)((command - 1) % sessions);
            long number = ((command - 1) / sessions) + 1;
            log.Append(session, number, command, BodyOf(session, number, bodyBytes));
            log.Complete(command, command);
        }
    }

    private static List<long> Read(ReportLog log, ushort session, long from, bool checkBody = true)
    {
        Assert.True(log.TryRead(session, from, out ReportCursor? cursor));
        List<long> numbers = [];
        using (cursor)
        {
            while (cursor.Read())
            {
                numbers.Add(cursor.Number);
                if (checkBody)
                    Assert.True(cursor.Body.SequenceEqual(BodyOf(session, cursor.Number, cursor.Body.Length)));
            }
        }

        return numbers;
    }
}
