using ComputeExchange.Journal.Simulation;
using FsCheck;
using FsCheck.Fluent;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>The journal against a list, with the plug pulled at random moments and any part of the unsynced kept.</summary>
public sealed class JournalCrashTests
{
    [Fact]
    public void After_any_crashes_all_that_was_flushed_is_there_and_nothing_that_was_not_appended()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(150);
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Survives(seed)));
    }

    [Fact]
    public void A_failed_sync_followed_by_a_crash_keeps_what_was_acknowledged()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(60);
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => SurvivesFailedSync(seed)));
    }

    [Theory]
    [InlineData(StorageFault.FailedFlush)]
    [InlineData(StorageFault.CrashInFlush)]
    public void What_a_restart_on_the_same_machine_reads_behind_a_failed_sync_is_durable_before_anything_follows_it(StorageFault fault)
    {
        SimulatedStorage storage = new();
        using (JournalWriter writer = JournalWriter.Open(storage, Small))
        {
            writer.AppendBatches(bodyBytes: 700, 3);
            storage.Inject(fault);
            Assert.Throws<JournalFailedException>(() => writer.AppendBatches(bodyBytes: 700, 5));
        }

        long acknowledged;
        using (JournalWriter restarted = JournalWriter.Open(storage, Small))
        {
            Assert.Equal(8, restarted.LastSequence);
            restarted.AppendBatches(bodyBytes: 700, 1);
            acknowledged = restarted.DurableSequence;
        }

        storage.Crash();
        using JournalWriter again = JournalWriter.Open(storage, Small);
        Assert.Equal(acknowledged, again.LastSequence);
    }

    private static void Survives(int seed)
    {
        var chance = new Random(seed);
        var storage = new SimulatedStorage(sectorBytes: 1 << chance.Next(3, 13));
        (long durable, long appended) = (0, 0);
        JournalHead told = default;
        for (int life = 0; life < 6; life++)
        {
            using JournalWriter writer = JournalWriter.Open(storage, Small);
            long recovered = writer.LastSequence;
            Assert.True(recovered >= durable, $"seed {seed}: {durable} was durable, {recovered} came back");
            Assert.True(recovered <= appended, $"seed {seed}: {appended} were appended, {recovered} came back");
            Assert.Equal(Range(1, recovered), ReadAll(storage, BodyBytesOf));
            Assert.Equal(told.Sequence, WhereMet(storage, told.Hash));
            durable = LiveAndCrash(writer, storage, chance);
            appended = writer.LastSequence;
            told = writer.Head;
        }
    }

    private static long WhereMet(SimulatedStorage storage, ChainHash told)
    {
        using JournalReader reader = JournalReader.Open(storage, sought: told);
        while (reader.Read())
        {
        }

        return reader.SoughtAt;
    }

    private static long LiveAndCrash(JournalWriter writer, SimulatedStorage storage, Random chance)
    {
        // A short life writes over a part only of what a long one left behind a tear.
        for (int step = chance.Next(chance.Next(2) == 0 ? 60 : 4); step > 0; step--)
        {
            int kind = chance.Next(10);
            if (kind < 7)
                writer.AppendOne(BodyBytesOf(writer.LastSequence + 1));
            else if (kind == 7)
                writer.PrepareNextSegment();
            else
                Assert.Equal(writer.LastSequence, writer.Flush());
        }

        // A batch that was written and not forced, as when the machine stops between the two.
        if (chance.Next(2) == 0 && writer.BufferedBytes > 0)
        {
            long durable = writer.DurableSequence;
            storage.Inject(StorageFault.CrashInFlush);
            Assert.Throws<JournalFailedException>(() => writer.Flush());
            storage.Crash(chance);
            return durable;
        }

        storage.Crash(chance.Next(3) == 0 ? null : chance);
        return writer.DurableSequence;
    }

    private static void SurvivesFailedSync(int seed)
    {
        var chance = new Random(seed);
        var storage = new SimulatedStorage();
        storage.Inject(StorageFault.FailedFlush, afterSuccesses: chance.Next(2, 30));
        long durable = 0;
        try
        {
            using JournalWriter writer = JournalWriter.Open(storage, Small);
            while (true)
            {
                for (int count = chance.Next(1, 20); count > 0; count--)
                    writer.AppendOne(BodyBytesOf(writer.LastSequence + 1));
                durable = writer.Flush();
            }
        }
        catch (JournalFailedException)
        {
            storage.Crash(chance);
        }

        using JournalWriter again = JournalWriter.Open(storage, Small);
        Assert.True(again.LastSequence >= durable, $"seed {seed}: {durable} was durable, {again.LastSequence} came back");
    }

    // Some records fill a good part of a segment, so that segments change often.
    private static int BodyBytesOf(long sequence) => sequence % 11 == 0 ? 30_000 : (int)(sequence * 37 % 700);
}
