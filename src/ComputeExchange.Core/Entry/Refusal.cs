using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Why a command is refused, and over which field; the default means that it is not.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Field">The field.</param>
internal readonly record struct Refusal(RejectReason Reason, RejectField Field = RejectField.None)
{
    public static readonly Refusal None;

    public bool IsRefused => Reason != RejectReason.None;
}
