using BenchmarkDotNet.Attributes;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Benchmarks;

/// <summary>
/// A batch of records made durable, by the journal and by what bounds it: one write of as many bytes into a preallocated
/// file, and one fdatasync. The directory is under the user's temporary folder unless JOURNAL_BENCH_DIRECTORY says where;
/// on a file system in memory the figures mean nothing.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 2, iterationCount: 8, invocationCount: 1024)]
public class JournalAppendBenchmarks
{
    // Room for all batches of a run: no segment is changed within it.
    private const long FileBytes = 1024L * 1024 * 1024;
    private const int RecordPrefixBytes = 20;
    private const int HeaderBytes = 24;

    private string _directory = "";
    private IStorageFile _raw = null!;
    private JournalWriter _writer = null!;
    private byte[] _rawBatch = [];
    private byte[] _header = [];
    private byte[] _body = [];
    private long _rawOffset;

    [Params(64, 256)]
    public int RecordBytes { get; set; }

    [Params(1, 16, 256)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Open()
    {
        string parent = Environment.GetEnvironmentVariable("JOURNAL_BENCH_DIRECTORY") ?? Path.GetTempPath();
        _directory = Path.Combine(parent, $"journal-bench-{Environment.ProcessId}");
        _raw = OpenRaw(new FileStorage(Path.Combine(_directory, "raw")));
        _writer = JournalWriter.Open(new FileStorage(Path.Combine(_directory, "journal")), new JournalOptions { SegmentBytes = FileBytes });
        _header = new byte[HeaderBytes];
        _body = new byte[RecordBytes - RecordPrefixBytes - HeaderBytes];
        _rawBatch = new byte[RecordBytes * Batch];
        new Random(1).NextBytes(_body);
        new Random(2).NextBytes(_rawBatch);
    }

    [GlobalCleanup]
    public void Close()
    {
        _raw.Dispose();
        _writer.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void RawWriteAndFdatasync()
    {
        if (_rawOffset + _rawBatch.Length > FileBytes)
            _rawOffset = 0;
        _raw.Write(_rawOffset, _rawBatch);
        _raw.Flush();
        _rawOffset += _rawBatch.Length;
    }

    [Benchmark]
    public long JournalAppendAndFlush()
    {
        for (int count = 0; count < Batch; count++)
            _writer.Append(_writer.LastSequence + 1, _header, _body);
        return _writer.Flush();
    }

    // The best case of the bound: all its room written over with zeros before, as in a segment prepared ahead.
    private static IStorageFile OpenRaw(FileStorage storage)
    {
        IStorageFile file = storage.Create("raw", FileBytes);
        byte[] zeros = new byte[1024 * 1024];
        for (long offset = 0; offset < FileBytes; offset += zeros.Length)
            file.Write(offset, zeros);
        file.Flush();
        return file;
    }
}
