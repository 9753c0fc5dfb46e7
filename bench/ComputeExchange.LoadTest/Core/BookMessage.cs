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

/// <summary>What an added order may do besides trading its exact window; only forwards know it.</summary>
public enum OrderForm : byte
{
    /// <summary>Nothing: it trades its own window with one order at a time.</summary>
    Plain,

    /// <summary>A sell that may be sold in parts of its window.</summary>
    Divisible,

    /// <summary>A buy that may be put together from consecutive parts.</summary>
    Assembled,

    /// <summary>A buy that may start later.</summary>
    Flexible,
}

/// <summary>One message of a workload, the same for every engine under test.</summary>
/// <param name="Action">What it does.</param>
/// <param name="IsBuy">The side.</param>
/// <param name="Form">The form of an added order; of a cancel that of the order that it names.</param>
/// <param name="Book">Which book.</param>
/// <param name="OrderId">The order's number, from 1; of a cancel the number of the live order.</param>
/// <param name="Price">The limit in ticks.</param>
/// <param name="Quantity">Lots or GPUs.</param>
public readonly record struct BookMessage(
    BookAction Action, bool IsBuy, OrderForm Form, int Book, int OrderId, int Price, int Quantity);
