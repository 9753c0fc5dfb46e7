namespace ComputeExchange.Core.Books.Stretches;

/// <summary>A square of starts and ends: hours [Start, Start + 2^Level) by [End, End + 2^Level).</summary>
/// <param name="Square">Its number.</param>
/// <param name="Level">Its size, as a power of two.</param>
/// <param name="Start">Its least start.</param>
/// <param name="End">Its least end.</param>
internal readonly record struct SquareRef(int Square, int Level, int Start, int End)
{
    /// <summary>Its greatest end.</summary>
    public int LastEnd => (int)(End + (1L << Level) - 1);
}
