using System.Security.Cryptography;

namespace ComputeExchange.Journal.Segments;

/// <summary>
/// The chain of hashes through a journal, for who writes it and for who reads it: each batch gives SHA-256(hash before |
/// records of the batch), and the first batch of a segment SHA-256(hash before | SHA-256(header) | records). So every record
/// that ends a batch has one hash, the same before and after the next segment is begun. See docs/adr/0005.
/// </summary>
internal sealed class HashChain : IDisposable
{
    // Records are gathered here, since a call into the library costs as much as hashing a hundred bytes.
    private const int GatherBytes = 16 * 1024;

    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _gathered = new byte[GatherBytes];
    private ChainHash _hash;
    private ChainHash _header;
    private bool _isFirstOfSegment;
    private int _gatheredBytes;
    private bool _isInBatch;

    /// <summary>The hash behind the last batch that was ended.</summary>
    public ChainHash Hash => _hash;

    /// <summary>Between two batches: goes on from a hash in the middle of a segment.</summary>
    public void Begin(in ChainHash hash) => _hash = hash;

    /// <summary>Between two batches: goes on in a segment that has no record yet.</summary>
    /// <param name="before">The hash of all before it.</param>
    /// <param name="header">The hash of its header.</param>
    public void BeginSegment(in ChainHash before, in ChainHash header)
    {
        _hash = before;
        _header = header;
        _isFirstOfSegment = true;
    }

    /// <summary>Adds a record, or some of them, to the batch.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        if (!_isInBatch)
        {
            _isInBatch = true;
            Gather(_hash);
            if (_isFirstOfSegment)
                Gather(_header);
            _isFirstOfSegment = false;
        }

        if (records.Length > GatherBytes - _gatheredBytes)
            HandOver();
        if (records.Length > GatherBytes)
            _sha.AppendData(records);
        else
            Gather(records);
    }

    /// <summary>The batch is whole; nothing happens when nothing was added.</summary>
    public void EndBatch()
    {
        if (!_isInBatch)
            return;
        HandOver();
        _sha.GetHashAndReset(_hash);
        _isInBatch = false;
    }

    public void Dispose() => _sha.Dispose();

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_gathered.AsSpan(_gatheredBytes));
        _gatheredBytes += bytes.Length;
    }

    private void HandOver()
    {
        _sha.AppendData(_gathered, 0, _gatheredBytes);
        _gatheredBytes = 0;
    }
}
