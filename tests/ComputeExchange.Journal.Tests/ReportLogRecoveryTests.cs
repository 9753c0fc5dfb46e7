using ComputeExchange.Journal.Simulation;
using static ComputeExchange.Journal.Tests.ReportLogFixture;

namespace ComputeExchange.Journal.Tests;

public sealed class ReportLogRecoveryTests
{
    private const string FirstSegment = "reports-00000000000000000001.seg";
    private const string SecondSegment = "reports-00000000000000000002.seg";

    private readonly SimulatedStorage _storage = new();

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
}
