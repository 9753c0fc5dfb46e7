using System.Globalization;
using System.Runtime.CompilerServices;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

/// <summary>A journal and a snapshot of every format version that was released stay here as files, and every later program
/// replays them to the hash that was recorded.</summary>
/// <remarks>
/// A new version gets its files by
/// <c>COMPUTE_EXCHANGE_RELEASE=1 dotnet test tests/ComputeExchange.Engine.Tests -c Release --filter ReleasedFormat</c>,
/// which writes those of <see cref="CurrentVersion"/> where there are none, and never over any.
/// </remarks>
public class ReleasedFormatTests
{
    /// <summary>Goes up with the version of any format: of segments, snapshots, their content, or records.</summary>
    private const int CurrentVersion = 1;

    private const string Expected = "expected.txt";
    private const int CommandsBeforeSnapshot = 250;
    private const int CommandsBehind = 150;

    private static string Root => Path.Combine(Path.GetDirectoryName(ThisFile())!, "Released");

    private static string Current => Path.Combine(Root, CurrentVersion.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Every_released_version_replays_to_its_recorded_hash_from_its_beginning_and_from_its_snapshot()
    {
        if (Environment.GetEnvironmentVariable("COMPUTE_EXCHANGE_RELEASE") == "1" && !Directory.Exists(Current))
            Write();
        string[] versions = [.. Directory.GetDirectories(Root)];
        Assert.Contains(Current, versions);
        foreach (string version in versions)
        {
            SimulatedStorage storage = Read(version);
            string[] expected = File.ReadAllLines(Path.Combine(version, Expected));
            ReplayResult whole = JournalReplay.Run(storage, new ReplayOptions());
            ReplayResult tail = JournalReplay.Run(storage, new ReplayOptions { FromSnapshot = true });
            Assert.Equal(expected, Found(whole));
            Assert.Equal(expected, Found(tail));
            Assert.Equal(0, whole.SnapshotSequence);
            Assert.True(tail.SnapshotSequence > CommandsBeforeSnapshot);
            using SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock()));
            Assert.Equal(expected[1], $"state hash {engine.Recovery.StateHash:x16}");
        }
    }

    private static string[] Found(ReplayResult result) =>
        [$"sequence {result.Exchange.Sequence}", $"state hash {result.StateHash:x16}", $"head {result.Head.Hash}"];

    private static void Write()
    {
        SimulatedStorage storage = new();
        RandomFlow flow = new(2026);
        using (SteppedEngine engine = new(storage, EngineFixture.Options(new SimulatedClock())))
        {
            engine.Submit(flow.Opening());
            Trade(engine, flow, CommandsBeforeSnapshot);
            engine.RequestSnapshot();
            engine.RunUntilQuiet();
            Trade(engine, flow, CommandsBehind);
        }

        Directory.CreateDirectory(Current);
        foreach (string name in storage.List("").Where(each => !each.Contains("next", StringComparison.Ordinal)
            && !each.StartsWith("reports", StringComparison.Ordinal)))
            File.WriteAllBytes(Path.Combine(Current, name), ToKeep(name, storage.BytesOf(name)));
        File.WriteAllLines(Path.Combine(Current, Expected), Found(JournalReplay.Run(storage, new ReplayOptions())));
    }

    private static void Trade(SteppedEngine engine, RandomFlow flow, int commands)
    {
        for (int i = 0; i < commands; i++)
            engine.Submit(flow.Next());
        engine.RunUntilQuiet();
    }

    // What a segment was made ahead of and not written is zeros, which take no room here.
    private static byte[] ToKeep(string name, byte[] bytes) => name.EndsWith(".seg", StringComparison.Ordinal)
        ? bytes[..(bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1)]
        : bytes;

    private static SimulatedStorage Read(string version)
    {
        SimulatedStorage storage = new();
        foreach (string path in Directory.GetFiles(version).Where(each => Path.GetFileName(each) != Expected))
        {
            byte[] bytes = File.ReadAllBytes(path);
            // The last record may have ended with zeros.
            byte[] whole = path.EndsWith(".seg", StringComparison.Ordinal)
                ? [.. bytes, .. new byte[JournalLimits.MinSegmentBytes - bytes.Length]]
                : bytes;
            storage.Put(Path.GetFileName(path), whole);
        }

        return storage;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
