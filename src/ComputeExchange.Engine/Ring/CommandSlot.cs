using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine.Ring;

internal enum CommandSlotKind : byte
{
    Command = 1,
    Query,
}

/// <summary>
/// One slot of the command ring: a command with the bytes that the journal keeps of it, or a query, which is neither
/// journaled nor numbered. What is at the end of a slot is touched only as far as it is used.
/// </summary>
internal struct CommandSlot
{
    private const int BodyRoom = CommandCodec.MaxBodyBytes;

    public CommandSlotKind Kind;
    public int BodyBytes;
    public Command Command;
    public Query Query;
    private InlineBody _body;

    [UnscopedRef]
    public Span<byte> Room => MemoryMarshal.CreateSpan(ref Unsafe.As<InlineBody, byte>(ref _body), BodyRoom);

    [UnscopedRef]
    public ReadOnlySpan<byte> Body => Room[..BodyBytes];

    [InlineArray(BodyRoom)]
    private struct InlineBody
    {
        private byte _first;
    }
}
