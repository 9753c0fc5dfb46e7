using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Why a command is refused, and over which field; the default means that it is not.</summary>
/// <remarks>Every rule answers with one, so it is one number, which stays in a register: two bytes written one by one and read as
/// one word would make each rule wait for its own answer.</remarks>
internal readonly record struct Refusal
{
    public static Refusal None => default;

    private const int FieldShift = 8;

    private readonly int _both;

    /// <param name="reason">The reason.</param>
    /// <param name="field">The field.</param>
    public Refusal(RejectReason reason, RejectField field = RejectField.None) => _both = (int)reason | (int)field << FieldShift;

    public RejectReason Reason => (RejectReason)(_both & byte.MaxValue);

    public RejectField Field => (RejectField)(_both >> FieldShift);

    public bool IsRefused => _both != 0;

    /// <summary>The same reason over another field.</summary>
    public Refusal Over(RejectField field) => new(Reason, field);
}
