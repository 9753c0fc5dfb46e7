namespace ComputeExchange.Journal.Storage;

/// <summary>One open file of an <see cref="IStorage"/>, read and written at offsets.</summary>
/// <remarks>Reads may run beside a write of other bytes. Every member may throw <see cref="IOException"/>.</remarks>
public interface IStorageFile : IDisposable
{
    /// <summary>The name it was opened under.</summary>
    string Name { get; }

    /// <summary>Its length in bytes, preallocated bytes included.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset. They survive a crash of the process, not yet of the machine.</summary>
    /// <exception cref="StorageFullException">The device has no room; part of the bytes may have been written.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads until the span is full or the file ends.</summary>
    /// <returns>The number of bytes read.</returns>
    int Read(long offset, Span<byte> bytes);

    /// <summary>Forces written bytes and the length onto the device (fdatasync). After a failure nothing written since
    /// the last success may be relied on, and a later success does not bring it back: never retry.</summary>
    void Flush();

    /// <summary>Sets the length: cuts the file, or makes it longer by zero bytes whose room is reserved.</summary>
    void Resize(long lengthBytes);
}
