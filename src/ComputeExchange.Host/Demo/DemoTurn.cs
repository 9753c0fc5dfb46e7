using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>One turn of the demo: what one participant sends before anybody else acts.</summary>
/// <param name="Time">The simulated time at which it is sent.</param>
/// <param name="Participant">Who sends.</param>
/// <param name="Requests">What, in order, with empty headers. More than one only where nobody could act on the first; none
/// when it only looks at the market, before it decides.</param>
/// <param name="Date">The number of the date that is played, from 0.</param>
internal readonly record struct DemoTurn(EngineTime Time, ParticipantId Participant, Command[] Requests, int Date);
