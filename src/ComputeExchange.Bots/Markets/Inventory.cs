using ComputeExchange.Messages;

namespace ComputeExchange.Bots.Markets;

/// <summary>What a participant holds, as its own execution reports have told it.</summary>
/// <remarks>A dealer's fills of the hedger are none of its reports: a quoter sees its forwards only, as it should.</remarks>
public sealed class Inventory
{
    private readonly Dictionary<BasketId, Dictionary<DeliveryMonth, long>> _lots = [];
    private readonly Dictionary<MarketId, List<Holding>> _capacity = [];

    /// <summary>Takes one fill.</summary>
    /// <param name="instrument">What was traded: of a forward, the very window.</param>
    /// <param name="side">The participant's side.</param>
    /// <param name="quantity">GPUs or lots, above 0.</param>
    public void Fill(in Instrument instrument, Side side, long quantity)
    {
        long signed = side == Side.Buy ? quantity : -quantity;
        if (instrument.IsBasket)
        {
            if (!_lots.TryGetValue(instrument.Basket, out Dictionary<DeliveryMonth, long>? months))
                _lots.Add(instrument.Basket, months = []);
            months[instrument.Month] = months.GetValueOrDefault(instrument.Month) + signed;
            return;
        }
        if (!_capacity.TryGetValue(instrument.Market, out List<Holding>? holdings))
            _capacity.Add(instrument.Market, holdings = []);
        holdings.Add(new Holding(instrument.Window, signed));
    }

    /// <summary>Lots of a basket in the months that have not ended, long (+) or short (-).</summary>
    /// <param name="basket">The basket.</param>
    /// <param name="hour">The present hour, counted from 2020-01-01T00Z; it must not go back.</param>
    public long Lots(BasketId basket, int hour)
    {
        if (!_lots.TryGetValue(basket, out Dictionary<DeliveryMonth, long>? months))
            return 0;
        foreach (DeliveryMonth ended in months.Keys.Where(month => month.EndHour <= hour).ToArray())
            months.Remove(ended);
        return months.Values.Sum();
    }

    /// <summary>GPU-hours of a market from an hour on, bought (+) or sold (-).</summary>
    /// <param name="market">The market.</param>
    /// <param name="hour">The present hour, counted from 2020-01-01T00Z; it must not go back.</param>
    public long UndeliveredGpuHours(MarketId market, int hour)
    {
        if (!_capacity.TryGetValue(market, out List<Holding>? holdings))
            return 0;
        holdings.RemoveAll(holding => holding.Window.EndHour <= hour);
        return holdings.Sum(holding => holding.Gpus * (holding.Window.EndHour - Math.Max(hour, holding.Window.StartHour)));
    }

    private readonly record struct Holding(DeliveryWindow Window, long Gpus);
}
