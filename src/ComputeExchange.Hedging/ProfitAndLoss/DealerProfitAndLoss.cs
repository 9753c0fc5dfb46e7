namespace ComputeExchange.Hedging.ProfitAndLoss;

/// <summary>A dealer's profit and loss, computed twice, and not given out unless both computations agree.</summary>
public sealed class DealerProfitAndLoss : IProfitAndLossEvents
{
    private readonly AttributedProfitAndLoss attributed = new();
    private readonly CashAndMarks cashAndMarks = new();

    /// <summary>The five parts.</summary>
    /// <exception cref="InvalidOperationException">The parts do not add up to cash and marks: a bug, and no figure of it may
    /// be believed.</exception>
    public ProfitAndLossParts Parts
    {
        get
        {
            ProfitAndLossParts parts = attributed.Parts;
            ExactDollars total = cashAndMarks.Total;
            return parts.Total == total
                ? parts
                : throw new InvalidOperationException($"The parts come to {parts.Total}, cash and marks to {total}.");
        }
    }

    /// <summary>The total from cash and marks.</summary>
    public ExactDollars TotalFromCashAndMarks => cashAndMarks.Total;

    /// <summary>Undelivered GPU-hours of a market, bought (+) or sold (-).</summary>
    public long ExposureOf(int market) => attributed.ExposureOf(market);

    /// <inheritdoc/>
    public void ForwardTrade(int market, long gpuHours, int priceTicks)
    {
        attributed.ForwardTrade(market, gpuHours, priceTicks);
        cashAndMarks.ForwardTrade(market, gpuHours, priceTicks);
    }

    /// <inheritdoc/>
    public void Delivered(int market, long gpuHours)
    {
        attributed.Delivered(market, gpuHours);
        cashAndMarks.Delivered(market, gpuHours);
    }

    /// <inheritdoc/>
    public void MarkMarket(int market, long nanos)
    {
        attributed.MarkMarket(market, nanos);
        cashAndMarks.MarkMarket(market, nanos);
    }

    /// <inheritdoc/>
    public void MarkIndex(int basket, long nanos)
    {
        attributed.MarkIndex(basket, nanos);
        cashAndMarks.MarkIndex(basket, nanos);
    }

    /// <inheritdoc/>
    public void SetRatio(int market, int basket, int ratioMicros)
    {
        attributed.SetRatio(market, basket, ratioMicros);
        cashAndMarks.SetRatio(market, basket, ratioMicros);
    }

    /// <inheritdoc/>
    public void BasketFill(BasketContract contract, long lots, int priceTicks)
    {
        attributed.BasketFill(contract, lots, priceTicks);
        cashAndMarks.BasketFill(contract, lots, priceTicks);
    }

    /// <inheritdoc/>
    public void MarkFuture(BasketContract contract, long nanos)
    {
        attributed.MarkFuture(contract, nanos);
        cashAndMarks.MarkFuture(contract, nanos);
    }

    /// <inheritdoc/>
    public void Settlement(BasketContract contract, int priceTicks)
    {
        attributed.Settlement(contract, priceTicks);
        cashAndMarks.Settlement(contract, priceTicks);
    }

    /// <inheritdoc/>
    public void Fee(long moneyUnits)
    {
        attributed.Fee(moneyUnits);
        cashAndMarks.Fee(moneyUnits);
    }
}
