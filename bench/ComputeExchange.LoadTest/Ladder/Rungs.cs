using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Path;

namespace ComputeExchange.LoadTest.Ladder;

/// <summary>The rungs, from the machine up to the whole path, and what they need standing ready.</summary>
internal sealed class Rungs : IDisposable
{
    private const string RawRing = "raw: ring of 64 B in memory";
    private const string RawCopy = "raw: copy of an order's bytes, twice";
    private const string RawSync = "raw: write of 128 B + fdatasync, p50";
    private const string RawEcho = "raw: TCP echo of 64 B, p50";
    private const string NaiveBook = "naive book, W1";
    private const string Codec = "codec: an order written and read";
    private const string RingName = "ring, one to one, batches of 16";
    private const string JournalOne = "journal: one order appended and forced, p50";
    private const string JournalMany = "journal: batches of 256, durable";
    private const string Matching = "matching, W1";
    private const string Core = "core, W1";
    private const string CoreJournal = "core + journal on one thread, W1, durable";
    private const string InProcessOne = "order to durable report in process, p50";
    private const string InProcessMany = "durable orders in process, saturated";
    private const string GatewayEcho = "gateway: question to answer, p50";
    private const string GatewayOrder = "gateway: order to durable report, p50";
    private const string GatewayMany = "durable orders over TCP, saturated";
    private const string ReplayName = "replay, W1";

    private const int Events = 4_000_000;
    private const int Times = 400;
    private const int Orders = 100_000;
    private const int BatchedCommands = 100_000;
    private const int CoreMessages = 200_000;
    private const double NanosPerMicro = 1_000;
    private const double NanosPerSecond = 1e9;

    private readonly InProcess _inProcess;
    private readonly OverTcp _overTcp;
    private readonly JournalRungs _journal;
    private readonly string _raw;
    private Dictionary<string, CoreSample> _core = [];
    private int _coreRound;

    public Rungs(string directory)
    {
        _inProcess = new InProcess(System.IO.Path.Combine(directory, "in-process"));
        _overTcp = new OverTcp(System.IO.Path.Combine(directory, "over-tcp"));
        _journal = new JournalRungs(System.IO.Path.Combine(directory, "journals"));
        _raw = System.IO.Path.Combine(directory, "raw");
        All = [.. Raw(), .. Rooms(), .. Paths()];
    }

    /// <summary>In the order of the table, which is also that of a round.</summary>
    public IReadOnlyList<Rung> All { get; }

    public void Dispose()
    {
        _overTcp.Dispose();
        _inProcess.Dispose();
    }

    private IEnumerable<Rung> Raw()
    {
        int bytes = CodecAndRing.OrderBytes;
        yield return new Rung(RawCopy, Unit.Nanos, () => RawBounds.Copy(bytes, Events));
        yield return new Rung(RawRing, Unit.Nanos, () => RawBounds.Ring(Events));
        yield return new Rung(RawSync, Unit.Micros, () => Bounds.AppendAndSync(_raw, Times) / NanosPerMicro);
        yield return new Rung(RawEcho, Unit.Micros, () => Bounds.Echo(Times * 5) / NanosPerMicro);
        yield return new Rung(NaiveBook, Unit.Nanos, () => MeasureCore("naive"));
    }

    private IEnumerable<Rung> Rooms()
    {
        yield return new Rung(
            Codec, Unit.Nanos, () => CodecAndRing.WriteAndRead(Events / 4), "the copy", round => round[RawCopy]);
        yield return new Rung(
            RingName, Unit.Nanos, () => CodecAndRing.OneToOne(Events), "the raw ring", round => round[RawRing]);
        yield return new Rung(
            JournalOne, Unit.Micros, () => _journal.AppendOne(Times) / NanosPerMicro, "write + fdatasync", round => round[RawSync]);
        yield return new Rung(
            JournalMany, Unit.PerSecond, () => _journal.AppendBatches(BatchedCommands), "256 a write + fdatasync",
            round => JournalRungs.Batch * NanosPerSecond / (round[RawSync] * NanosPerMicro));
        yield return new Rung(
            Matching, Unit.Nanos, () => _core["matching"].NanosPerMessage, "naive book (a yardstick)", round => round[NaiveBook]);
        yield return new Rung(
            Core, Unit.Nanos, () => _core["apply"].NanosPerMessage, "matching", round => round[Matching]);
        yield return new Rung(
            CoreJournal, Unit.PerSecond, _journal.CoreAndJournal, "core, then journal",
            round => NanosPerSecond / (round[Core] + NanosPerSecond / round[JournalMany]));
        yield return new Rung(
            ReplayName, Unit.PerSecond, _journal.Replay, "core", round => NanosPerSecond / round[Core]);
    }

    private IEnumerable<Rung> Paths()
    {
        yield return new Rung(
            InProcessOne, Unit.Micros, () => _inProcess.OneInFlight(Times) / NanosPerMicro, "write + fdatasync",
            round => round[RawSync]);
        yield return new Rung(
            InProcessMany, Unit.PerSecond, () => _inProcess.Saturated(Orders), "core + journal", round => round[CoreJournal]);
        yield return new Rung(
            GatewayEcho, Unit.Micros, () => _overTcp.Question(Times) / NanosPerMicro, "echo", round => round[RawEcho]);
        yield return new Rung(
            GatewayOrder, Unit.Micros, () => _overTcp.OneInFlight(Times) / NanosPerMicro, "echo + write + fdatasync",
            round => round[RawEcho] + round[RawSync]);
        yield return new Rung(
            GatewayMany, Unit.PerSecond, () => _overTcp.Saturated(Orders), "durable in process", round => round[InProcessMany]);
    }

    /// <summary>Times the engines of W1 in turns, and tells the one that is asked for first.</summary>
    private double MeasureCore(string engine)
    {
        _core = CoreRound.Run(Workload.OneBook, CoreMessages, _coreRound++);
        return _core[engine].NanosPerMessage;
    }
}
