namespace ComputeExchange.Core.Books.Stretches;

/// <summary>A square of starts and ends in the index.</summary>
/// <param name="Square">Its number.</param>
/// <param name="Level">Its size, as a power of two hours; at 0 it is one point.</param>
internal readonly record struct SquareRef(int Square, int Level);
