using System.Buffers;
using System.Security.Cryptography;
using ComputeExchange.Journal.Segments;
using ComputeExchange.Journal.Snapshots;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.Journal;

/// <summary>
/// Snapshots of a state, each named by the sequence it is as of. A crash at any moment leaves the earlier ones as they
/// were: a new one has a temporary name until every byte of it is durable.
/// </summary>
/// <remarks>For one thread at a time. It does not poison itself: a snapshot that failed is simply not there.</remarks>
public sealed class SnapshotStore
{
    private const string Prefix = "snapshot-";
    private const string Ending = ".snap";
    private const string TemporaryName = "snapshot.tmp";
    private const int ReadBytes = 256 * 1024;

    private readonly IStorage _storage;
    private readonly SnapshotOptions _options;

    /// <summary>Uses the snapshots of a directory.</summary>
    public SnapshotStore(IStorage storage, SnapshotOptions? options = null)
    {
        _storage = storage;
        _options = options ?? new SnapshotOptions();
        _options.Validate();
    }

    /// <summary>The sequences of all snapshots, ascending, unchecked.</summary>
    public IReadOnlyList<long> Sequences => SegmentName.Numbers(_storage, Prefix, Ending);

    /// <summary>The first sequence that the oldest kept snapshot does not cover: journal segments before it are no longer
    /// needed, whichever snapshot a restart has to fall back to. 1 as long as there is nothing to fall back to: none, or one
    /// only where more are kept.</summary>
    public long FirstSequenceNeeded
    {
        get
        {
            IReadOnlyList<long> sequences = Sequences;
            return sequences.Count >= Math.Min(2, _options.Keep) ? sequences[0] + 1 : 1;
        }
    }

    /// <summary>Writes a snapshot, makes it durable, and deletes those beyond the number kept.</summary>
    /// <param name="sequence">The last sequence whose effect it holds; at least 0.</param>
    /// <param name="journal">The hash of the journal up to that sequence, <see cref="JournalReader.Chain"/>.</param>
    /// <param name="write">Writes the content into a stream that goes forward only.</param>
    /// <exception cref="IOException">The device failed or is full (<see cref="StorageFullException"/>); earlier
    /// snapshots are untouched.</exception>
    public void Write(long sequence, ChainHash journal, Action<Stream> write)
    {
        Add(sequence, journal, write);
        RemoveBeyondKept();
    }

    /// <summary>Writes a snapshot and makes it durable; deletes none.</summary>
    /// <inheritdoc cref="Write"/>
    /// <returns>The name of its file.</returns>
    public string Add(long sequence, ChainHash journal, Action<Stream> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        _storage.Delete(TemporaryName);
        try
        {
            WriteTemporary(sequence, journal, write);
        }
        catch
        {
            _storage.Delete(TemporaryName);
            throw;
        }

        _storage.Rename(TemporaryName, NameOf(sequence));
        _storage.SyncDirectory();
        return NameOf(sequence);
    }

    /// <summary>Deletes the snapshots beyond the number kept.</summary>
    /// <param name="neededAt">Whoever still has to go on from a snapshot that is not after this sequence: the newest such one
    /// stays too.</param>
    /// <returns>The first sequence that some kept snapshot does not cover, so that the journal is needed from there on; 1 where
    /// <paramref name="neededAt"/> is before the first snapshot.</returns>
    public long RemoveBeyondKept(long neededAt = long.MaxValue)
    {
        IReadOnlyList<long> sequences = Sequences;
        long needed = sequences.LastOrDefault(sequence => sequence <= neededAt);
        bool hasRemoved = false;
        foreach (long sequence in sequences.SkipLast(_options.Keep).Where(sequence => sequence != needed))
        {
            _storage.Delete(NameOf(sequence));
            hasRemoved = true;
        }

        if (hasRemoved)
            _storage.SyncDirectory();
        return needed == 0 && sequences.Count > 0 && neededAt < long.MaxValue ? 1 : FirstSequenceNeeded;
    }

    /// <summary>Opens the newest snapshot that is whole, passing over damaged ones.</summary>
    /// <param name="notAfter">Only snapshots as of this sequence or an earlier one.</param>
    /// <exception cref="FormatVersionException">The newest has another format version.</exception>
    public SnapshotLoad OpenNewest(long notAfter = long.MaxValue)
    {
        List<JournalDamagedException> damaged = [];
        foreach (long sequence in Sequences.Reverse())
        {
            if (sequence > notAfter)
                continue;
            try
            {
                return new SnapshotLoad(Open(sequence), damaged);
            }
            catch (JournalDamagedException damage)
            {
                damaged.Add(damage);
            }
        }

        return new SnapshotLoad(null, damaged);
    }

    /// <summary>Opens one snapshot and checks every byte of it.</summary>
    /// <exception cref="FileNotFoundException">There is none as of this sequence.</exception>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    /// <exception cref="FormatVersionException">Another format version wrote it.</exception>
    public Snapshot Open(long sequence)
    {
        string name = NameOf(sequence);
        IStorageFile file = _storage.OpenRead(name);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            SnapshotHeader header = Check(file, sequence, buffer);
            return new Snapshot(sequence, header.Journal, name, new SnapshotReadStream(file, header.ContentBytes));
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string NameOf(long sequence) => SegmentName.Of(Prefix, sequence, Ending);

    private static SnapshotHeader Check(IStorageFile file, long sequence, byte[] buffer)
    {
        int headerBytes = file.Read(0, buffer.AsSpan(0, SnapshotHeader.Bytes));
        SnapshotHeader header = SnapshotHeader.Read(buffer.AsSpan(0, headerBytes), file.Name);
        byte[] expectedHash = buffer.AsSpan(SnapshotHeader.ContentHashOffset, SnapshotHeader.ContentHashBytes).ToArray();
        if (header.Sequence != sequence)
            throw new JournalDamagedException(
                file.Name, SnapshotHeader.SequenceOffset, $"its header says that it is as of {header.Sequence}.");
        if (file.Length != SnapshotHeader.Bytes + header.ContentBytes)
            throw new JournalDamagedException(
                file.Name,
                Math.Min(file.Length, SnapshotHeader.Bytes + header.ContentBytes),
                $"it has {file.Length} bytes, and its header tells of {header.ContentBytes} behind itself.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = SnapshotHeader.Bytes; offset < file.Length;)
        {
            int read = file.Read(offset, buffer);
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(expectedHash))
            throw new JournalDamagedException(file.Name, SnapshotHeader.Bytes, "the hash of its content does not fit.");
        return header;
    }

    private void WriteTemporary(long sequence, ChainHash journal, Action<Stream> write)
    {
        using IStorageFile file = _storage.Create(TemporaryName, SnapshotHeader.Bytes);
        using var stream = new SnapshotWriteStream(file);
        write(stream);
        byte[] contentHash = stream.Finish();
        long createdNanos = checked((_options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        byte[] header = new byte[SnapshotHeader.Bytes];
        new SnapshotHeader(sequence, stream.Length, createdNanos, journal).Write(header, contentHash);
        file.Write(0, header);
        file.Flush();
    }
}
