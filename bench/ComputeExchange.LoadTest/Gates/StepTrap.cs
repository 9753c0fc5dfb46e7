using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ComputeExchange.LoadTest.Gates;

/// <summary>The processor's trap flag and what answers it: while it is set, each instruction of the thread ends in a trap, which the
/// kernel turns into a signal, and the signal's handler counts it.</summary>
/// <remarks>The handler interrupts managed code anywhere, where none of it may run: so it is a few instructions of x64, put down
/// here byte by byte. What it and the kernel execute is not counted.</remarks>
internal sealed unsafe partial class StepTrap : IDisposable
{
    private const int PageBytes = 4096;
    private const int ReadWrite = 3, ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;
    private const int NoFile = -1;
    private const nint MapFailed = -1;
    private const int TrapSignal = 5;
    private const int WithContext = 4;
    private const int HandlerTallyAt = 2;

    private static readonly byte[] SetFlag =
    [
        0x9C,                                           // pushfq
        0x48, 0x81, 0x0C, 0x24, 0x00, 0x01, 0x00, 0x00, // or    qword [rsp], 0x100
        0x9D,                                           // popfq
        0xC3,                                           // ret
    ];

    private static readonly byte[] ClearFlag =
    [
        0x9C,                                           // pushfq
        0x48, 0x81, 0x24, 0x24, 0xFF, 0xFE, 0xFF, 0xFF, // and   qword [rsp], ~0x100
        0x9D,                                           // popfq
        0xC3,                                           // ret
    ];

    /// <summary>The handler; rdx points to the ucontext_t, in which 0xA8 is the next instruction's address and 0xB0 the flags. An
    /// instruction that repeats itself, as a block's copy does, traps after each round and counts once.</summary>
    private static readonly byte[] Handler =
    [
        0x49, 0xBA, 0, 0, 0, 0, 0, 0, 0, 0,             // mov   r10, the tally's address
        0x48, 0x8B, 0x82, 0xA8, 0x00, 0x00, 0x00,       // mov   rax, [rdx + 0xA8]
        0x49, 0x3B, 0x42, 0x08,                         // cmp   rax, [r10 + 8]
        0x74, 0x1B,                                     // je    the end
        0x49, 0x89, 0x42, 0x08,                         // mov   [r10 + 8], rax
        0x49, 0xFF, 0x02,                               // inc   qword [r10]
        0x49, 0x8B, 0x02,                               // mov   rax, [r10]
        0x49, 0x3B, 0x42, 0x10,                         // cmp   rax, [r10 + 16]
        0x72, 0x0B,                                     // jb    the end
        0x48, 0x81, 0xA2, 0xB0, 0x00, 0x00, 0x00, 0xFF, 0xFE, 0xFF, 0xFF, // and qword [rdx + 0xB0], ~0x100
        0xC3,                                           // ret
    ];

    /// <summary>What the handler reads and writes: the count, the address it saw last, and how many are counted at most.</summary>
    private readonly long* _tally;
    private readonly byte* _code;
    private readonly delegate* unmanaged[SuppressGCTransition]<void> _setFlag, _clearFlag;
    private readonly SignalAction _before;

    /// <summary>Answers traps from now on.</summary>
    /// <exception cref="NotCountedException">The kernel does not let it.</exception>
    public StepTrap()
    {
        _tally = (long*)NativeMemory.AllocZeroed(3, sizeof(long));
        nint mapped = Map(0, PageBytes, ReadWrite, PrivateAnonymous, NoFile, 0);
        if (mapped == MapFailed)
            throw Refused("mmap");
        _code = (byte*)mapped;
        Span<byte> page = new(_code, PageBytes);
        SetFlag.CopyTo(page);
        ClearFlag.CopyTo(page[SetFlag.Length..]);
        Span<byte> handler = page[(SetFlag.Length + ClearFlag.Length)..];
        Handler.CopyTo(handler);
        BinaryPrimitives.WriteInt64LittleEndian(handler[HandlerTallyAt..], (nint)_tally);
        if (Protect(_code, PageBytes, ReadExecute) != 0)
            throw Refused("mprotect");
        _setFlag = (delegate* unmanaged[SuppressGCTransition]<void>)_code;
        _clearFlag = (delegate* unmanaged[SuppressGCTransition]<void>)(_code + SetFlag.Length);
        SignalAction counts = new() { Handler = _code + SetFlag.Length + ClearFlag.Length, Flags = WithContext };
        if (Act(TrapSignal, in counts, out _before) != 0)
            throw Refused("sigaction");
    }

    /// <summary>Does something step by step, and gives the number of its instructions, or of the first so many, behind which it goes on
    /// without stops.</summary>
    public long Count(Action work, long most)
    {
        (_tally[0], _tally[1], _tally[2]) = (0, 0, most);
        _setFlag();
        work();
        _clearFlag();
        return _tally[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Act(TrapSignal, in _before, out _);
        _ = Unmap(_code, PageBytes);
        NativeMemory.Free(_tally);
    }

    private static NotCountedException Refused(string call) =>
        new($"{call} answers: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(byte* address, nint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* address, nint bytes);

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static partial int Act(int signal, in SignalAction action, out SignalAction before);

    /// <summary>The C library's struct sigaction on x64.</summary>
    private struct SignalAction
    {
        public byte* Handler;
        public SignalMask Mask;
        public int Flags;
        public nint Restorer;
    }

    [InlineArray(128)]
    private struct SignalMask
    {
        private byte _first;
    }
}
