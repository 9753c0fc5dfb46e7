using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>An open order, as a listing shows it.</summary>
/// <param name="State">The order; its report number is 0.</param>
/// <param name="Profile">What is left of a divisible sell, hours with nothing left out; empty for any other order.</param>
public readonly record struct OpenOrder(OrderState State, IReadOnlyList<ProfileRun> Profile);

/// <summary>Hours of a divisible sell that have equally many GPUs left.</summary>
/// <param name="StartHour">The first hour, counted from 2020-01-01T00Z.</param>
/// <param name="Hours">How many hours.</param>
/// <param name="Gpus">GPUs left in each of them.</param>
public readonly record struct ProfileRun(int StartHour, int Hours, int Gpus);
