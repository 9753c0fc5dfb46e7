using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>A dealer's profit and loss, computed twice, and not given out unless both computations agree.</summary>
public sealed class DealerProfitAndLoss : IProfitAndLossEvents
{
    private readonly AttributedProfitAndLoss _attributed;
    private readonly CashAndMarks _cashAndMarks;

    /// <summary>Nothing earned, nothing held.</summary>
    public DealerProfitAndLoss()
        : this(new AttributedProfitAndLoss(), new CashAndMarks())
    {
    }

    private DealerProfitAndLoss(AttributedProfitAndLoss attributed, CashAndMarks cashAndMarks) =>
        (_attributed, _cashAndMarks) = (attributed, cashAndMarks);

    /// <summary>The five parts. Their total is that from cash and marks; who reports it shows both, so that a difference, which
    /// would be a bug, is seen and not believed.</summary>
    public ProfitAndLossParts Parts => _attributed.Parts;

    /// <summary>The total from cash and marks.</summary>
    public ExactDollars TotalFromCashAndMarks => _cashAndMarks.Total;

    /// <summary>Undelivered GPU-hours of a market, bought (+) or sold (-).</summary>
    public long ExposureOf(MarketId market) => _attributed.ExposureOf(market);

    /// <inheritdoc/>
    public void ForwardTrade(MarketId market, long gpuHours, Price price)
    {
        _attributed.ForwardTrade(market, gpuHours, price);
        _cashAndMarks.ForwardTrade(market, gpuHours, price);
    }

    /// <inheritdoc/>
    public void Delivered(MarketId market, long gpuHours)
    {
        _attributed.Delivered(market, gpuHours);
        _cashAndMarks.Delivered(market, gpuHours);
    }

    /// <inheritdoc/>
    public void MarkMarket(MarketId market, long nanos)
    {
        _attributed.MarkMarket(market, nanos);
        _cashAndMarks.MarkMarket(market, nanos);
    }

    /// <inheritdoc/>
    public void MarkIndex(BasketId basket, long nanos)
    {
        _attributed.MarkIndex(basket, nanos);
        _cashAndMarks.MarkIndex(basket, nanos);
    }

    /// <inheritdoc/>
    public void SetRatio(MarketId market, BasketId basket, long ratioMicros)
    {
        _attributed.SetRatio(market, basket, ratioMicros);
        _cashAndMarks.SetRatio(market, basket, ratioMicros);
    }

    /// <inheritdoc/>
    public void BasketFill(BasketContract contract, long lots, Price price)
    {
        _attributed.BasketFill(contract, lots, price);
        _cashAndMarks.BasketFill(contract, lots, price);
    }

    /// <inheritdoc/>
    public void MarkFuture(BasketContract contract, long nanos)
    {
        _attributed.MarkFuture(contract, nanos);
        _cashAndMarks.MarkFuture(contract, nanos);
    }

    /// <inheritdoc/>
    public void Settlement(BasketContract contract, Price price)
    {
        _attributed.Settlement(contract, price);
        _cashAndMarks.Settlement(contract, price);
    }

    /// <inheritdoc/>
    public void Fee(Money fee)
    {
        _attributed.Fee(fee);
        _cashAndMarks.Fee(fee);
    }

    internal void Save(BinaryWriter to)
    {
        _attributed.Save(to);
        _cashAndMarks.Save(to);
    }

    internal static DealerProfitAndLoss Load(BinaryReader from)
    {
        AttributedProfitAndLoss attributed = AttributedProfitAndLoss.Load(from);
        return new DealerProfitAndLoss(attributed, CashAndMarks.Load(from));
    }
}
