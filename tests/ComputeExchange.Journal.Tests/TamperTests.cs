using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;
using static ComputeExchange.Journal.Tests.JournalFixture;

namespace ComputeExchange.Journal.Tests;

/// <summary>Whoever can write the files can compute checksums too, and the whole chain anew: who kept the hash of the head
/// finds it all the same.</summary>
public sealed class TamperTests(ITestOutputHelper output)
{
    private const int BodyBytes = 300;

    private static readonly (string Name, Action<TamperedJournal, Random> Tamper)[] Kinds =
    [
        ("edit of a record, checksum made anew", (journal, chance) => journal.EditRecord(chance)),
        ("edit of a header, checksums made anew", (journal, chance) => journal.EditHeader(chance)),
        ("edit of any byte", (journal, chance) => journal.EditByte(chance)),
        ("deletion of records, the rest moved up", (journal, chance) => journal.DeleteRecords(chance)),
        ("swap of two records, renumbered", (journal, chance) => journal.SwapRecords(chance)),
        ("swap of two segments", (journal, chance) => journal.SwapSegments(chance)),
        ("cut within the last segment", (journal, chance) => journal.CutEnd(chance)),
        ("cut of whole segments", (journal, chance) => journal.CutSegments(chance)),
        ("edit, the whole chain computed anew", (journal, chance) => journal.Rewrite(chance, RewriteKind.Edit)),
        ("deletion, the whole chain computed anew", (journal, chance) => journal.Rewrite(chance, RewriteKind.Delete)),
        ("swap, the whole chain computed anew", (journal, chance) => journal.Rewrite(chance, RewriteKind.Swap)),
        ("cut, the whole chain computed anew", (journal, chance) => journal.Rewrite(chance, RewriteKind.Cut)),
        ("other batches, the whole chain computed anew", (journal, chance) => journal.Rewrite(chance, RewriteKind.Rebatch)),
    ];

    [Fact]
    public void Every_edit_deletion_swap_and_cut_is_found_by_who_kept_the_hash_of_the_head()
    {
        int count = RunSize.Of(smoke: 400, full: 10_000);
        (SimulatedStorage whole, JournalHead head) = Written();
        Assert.Null(WhatIsWrong(whole, head));
        int[] byKind = new int[Kinds.Length];
        int onlyByHead = 0;
        for (int run = 0; run < count; run++)
        {
            int seed = RunSize.FirstSeed + run;
            var chance = new Random(seed);
            int kind = run % Kinds.Length;
            var journal = new TamperedJournal(whole);
            Kinds[kind].Tamper(journal, chance);

            string? found = WhatIsWrong(journal.Storage, head);

            Assert.True(found is not null, $"seed {seed}: not found: {Kinds[kind].Name}");
            byKind[kind]++;
            onlyByHead += found == "head" ? 1 : 0;
        }

        output.WriteLine(
            $"{count} times tampered with, first seed {RunSize.FirstSeed}: all found, {onlyByHead} of them by the hash alone");
        for (int kind = 0; kind < Kinds.Length; kind++)
            output.WriteLine($"  {byKind[kind],6}  {Kinds[kind].Name}");
    }

    /// <summary>Five segments of batches of all sizes, and what its head was when nobody had touched it.</summary>
    private static (SimulatedStorage Storage, JournalHead Head) Written()
    {
        var storage = new SimulatedStorage();
        using JournalWriter writer = JournalWriter.Open(storage, TamperedJournal.Options);
        var chance = new Random(1);
        while (writer.LastSequence < 1_700)
            writer.AppendBatches(BodyBytes, chance.Next(1, 40));
        writer.Chain();
        Assert.Equal(5, storage.List("journal-0").Count);
        return (storage, writer.Head);
    }

    /// <summary>What reading it to its end shows: null when all is as it was.</summary>
    private static string? WhatIsWrong(SimulatedStorage storage, JournalHead head)
    {
        try
        {
            using JournalReader reader = JournalReader.Open(storage, sought: head.Hash);
            while (reader.Read())
            {
            }

            if (reader.FirstSequence != 1)
                return "beginning";
            if (reader.TornTail is not null)
                return "tail";
            return reader.SoughtAt == head.Sequence ? null : "head";
        }
        catch (IOException damage) when (damage is JournalDamagedException or FormatVersionException)
        {
            return damage.GetType().Name;
        }
    }
}
