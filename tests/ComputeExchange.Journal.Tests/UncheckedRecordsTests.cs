using ComputeExchange.Journal.Simulation;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal.Tests;

public class UncheckedRecordsTests
{
    private const int PlainBytes = 900;

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(1_500)]
    public void A_record_of_a_sort_is_found_wherever_it_stands(int place)
    {
        SimulatedStorage storage = new();
        using (JournalWriter writer = JournalWriter.Open(storage, JournalFixture.Small))
            for (int sequence = 1; sequence <= 1_500; sequence++)
            {
                writer.AppendOne(sequence == place ? 1 : PlainBytes);
                if (sequence % 10 == 0)
                    writer.Flush();
            }

        Assert.True(storage.List("journal-").Count > 3, "one segment shows nothing");
        Assert.True(JournalReader.MayHold(storage, 1, IsShort));
        Assert.True(JournalReader.MayHold(storage, place, IsShort));
        Assert.False(JournalReader.MayHold(storage, place + 1, IsShort));
        Assert.False(JournalReader.MayHold(storage, 1, static record => record.Length == PlainBytes));
    }

    [Fact]
    public void A_journal_that_is_damaged_or_empty_is_looked_through_without_complaint()
    {
        Assert.False(JournalReader.MayHold(new SimulatedStorage(), 1, IsShort));
        SimulatedStorage storage = JournalFixture.Filled(100, 5, 5, 5);
        using (IStorageFile file = storage.Open(JournalFixture.FirstSegment))
            for (int at = 400; at < 1_400; at += 50)
                file.Write(at, [0xFF, 0xFF, 0xFF, 0x7F]);

        Assert.False(JournalReader.MayHold(storage, 1, IsShort));
    }

    private static bool IsShort(ReadOnlySpan<byte> record) => record.Length < 20;
}
