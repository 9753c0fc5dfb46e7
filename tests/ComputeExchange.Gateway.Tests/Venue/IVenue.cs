using ComputeExchange.Gateway.Keys;

namespace ComputeExchange.Gateway.Tests.Venue;

/// <summary>What a client of a test needs of where it trades.</summary>
internal interface IVenue
{
    /// <summary>The keys of the sessions.</summary>
    KeyStore Keys { get; }

    /// <summary>Lets everybody do what there is to do.</summary>
    void Pump();
}
