using BenchmarkDotNet.Attributes;
using ComputeExchange.Journal;

namespace ComputeExchange.Benchmarks;

/// <summary>What a record costs before the device: its checksum, beside a copy of as many bytes.</summary>
[MemoryDiagnoser]
public class JournalRecordBenchmarks
{
    private byte[] _record = [];
    private byte[] _target = [];

    [Params(64, 256, 4096)]
    public int RecordBytes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _record = new byte[RecordBytes];
        _target = new byte[RecordBytes];
        new Random(1).NextBytes(_record);
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _record.AsSpan().CopyTo(_target);

    [Benchmark]
    public uint Checksum() => Crc32C.Compute(_record);
}
