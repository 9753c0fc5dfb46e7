using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Positions;

/// <summary>A dealer's undelivered GPU-hours in one market, hour by hour.</summary>
internal sealed class Exposure(Participant dealer, Market market)
{
    public Participant Dealer { get; } = dealer;

    public Market Market { get; } = market;

    /// <summary>Signed GPUs of each hour to come: bought (+) or sold (-).</summary>
    public HourlySchedule Gpus { get; } = new();
}
