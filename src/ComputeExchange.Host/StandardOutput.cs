using Microsoft.Win32.SafeHandles;

namespace ComputeExchange.Host;

/// <summary>Standard output for programs: bytes, unbuffered, and honest about a reader that has gone.</summary>
/// <remarks>The console's own stream swallows a broken pipe, so that `scenario - | head` would run on unread.</remarks>
internal static class StandardOutput
{
    private const int StandardOutputDescriptor = 1;
    private const int BrokenPipeErrno = 32;
    private const int BrokenPipeWindows = unchecked((int)0x8007006D);

    /// <summary>Opens it.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        FileStream stream = new(new SafeFileHandle(StandardOutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file is written at this process's own position, which others that share it would not see move.
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Whether writing failed because nobody reads any more.</summary>
    public static bool IsBrokenPipe(IOException failure) => failure.HResult is BrokenPipeErrno or BrokenPipeWindows;
}
