namespace ComputeExchange.LoadTest.Core;

/// <summary>What a message of a workload does.</summary>
public enum BookAction : byte
{
    /// <summary>A limit order that stays until it is cancelled.</summary>
    Add,

    /// <summary>Cancels a live order.</summary>
    Cancel,

    /// <summary>An order that trades what it can at once.</summary>
    Immediate,
}

/// <summary>One message of a workload, the same for every engine under test.</summary>
/// <param name="Action">What it does.</param>
/// <param name="IsBuy">The side.</param>
/// <param name="Book">Which book.</param>
/// <param name="OrderId">The order's number; of a cancel the number of the live order.</param>
/// <param name="Price">The limit in ticks.</param>
/// <param name="Quantity">Lots or GPUs.</param>
public readonly record struct BookMessage(BookAction Action, bool IsBuy, int Book, int OrderId, int Price, int Quantity);
