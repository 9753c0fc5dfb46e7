using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Reports;

/// <summary>Reports on a hedge book. Takes milliseconds and allocates; changes nothing.</summary>
public sealed class HedgeReporter
{
    private readonly HedgeBook _book;
    private readonly HedgerOptions _options;

    /// <summary>A reporter over a book.</summary>
    /// <param name="book">The book; reported on by the thread that feeds it.</param>
    /// <param name="options">The options that the hedger has; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public HedgeReporter(HedgeBook book, HedgerOptions? options = null)
    {
        _book = book;
        _options = options ?? new HedgerOptions();
        _options.RequireValid();
    }

    /// <summary>The report as of the last event that the book was fed.</summary>
    /// <exception cref="InvalidOperationException">A dealer's two computations of profit and loss disagree: a bug.</exception>
    public HedgeReport Report()
    {
        IEnumerable<HedgeAccount> dealers = _book.Accounts.Where(account => account?.ProfitAndLoss is not null)!;
        IEnumerable<MarketId> markets = dealers.SelectMany(dealer => dealer.Exposures).Select(exposure => exposure.Market)
            .Concat(_book.ReferencedMarkets).Distinct().OrderBy(market => (market.Sku.Value, market.Region.Value));
        return new HedgeReport(_book.Sequence, [.. markets.Select(Of)], [.. dealers.Select(Of)]);
    }

    private MarketHedgeReport Of(MarketId market)
    {
        BasketState? basket = _book.HedgingBasketOf(market);
        RatioInForce? inForce = basket is null ? null : _book.FindRatio(market, basket.Id);
        decimal? ratio = inForce is { HasRatio: true } ? (decimal)inForce.Micros / RatioMicros.One : null;
        HedgeRatio estimate = basket is null
            ? new HedgeRatio { Status = RatioStatus.TooFewObservations, Observations = 0 }
            : MarketRatio.Estimate(_book, market, basket, _options);
        return new MarketHedgeReport
        {
            Sku = SkuOf(market),
            Region = RegionOf(market),
            Basket = basket?.Definition.Code.ToString(),
            Ratio = ratio,
            Status = estimate.Status,
            RSquared = estimate.RSquared,
            ResidualVolatility = estimate.ResidualVolatility,
            Observations = estimate.Observations,
            Basis = ratio is null ? null : BasisOf(market, basket!, (double)ratio),
        };
    }

    private BasisReport? BasisOf(MarketId market, BasketState basket, double ratio)
    {
        if (_book.ReferenceOf(market) is not { } prices)
            return null;
        long[][] common = ObservationPairs.Common([prices, basket.Index], _options.ObservationHours);
        return common[0].Length == 0 ? null : BasisReport.Of(Dollars(common[0]), Dollars(common[1]), ratio);
    }

    private DealerHedgeReport Of(HedgeAccount dealer)
    {
        HedgeEffectiveness effectiveness = RiskOf(dealer, out int withoutHistory);
        DealerProfitAndLoss profitAndLoss = dealer.ProfitAndLoss!;
        return new DealerHedgeReport
        {
            Dealer = dealer.Code.ToString(),
            IsOn = dealer.Hedging.On,
            IsKilled = dealer.IsKilled,
            LastRequest = dealer.LastRequest,
            SessionRefusal = dealer.SessionRefusal,
            Exposures = ExposuresOf(dealer),
            Contracts = [.. DealerTargets.Of(_book, dealer).Select(target => Of(dealer, target)).Where(IsWorthALine)],
            Effectiveness = effectiveness,
            WithoutHistory = withoutHistory,
            ProfitAndLoss = profitAndLoss.Parts,
            FromCashAndMarks = profitAndLoss.TotalFromCashAndMarks,
        };
    }

    private List<ExposureReport> ExposuresOf(HedgeAccount dealer)
    {
        List<ExposureReport> rows = [];
        foreach (MarketExposure exposure in dealer.Exposures)
            foreach (MarketExposure.MonthHours month in exposure.Months)
                if (month.GpuHours != 0)
                    rows.Add(new ExposureReport(
                        SkuOf(exposure.Market), RegionOf(exposure.Market), month.Month.ToString(), month.GpuHours));
        return rows;
    }

    private ContractHedgeReport Of(HedgeAccount dealer, DealerTargets.Target target)
    {
        ContractDecision decision = ContractDecision.For(
            _book, dealer, target.Basket, target.Contract, target.ExactLots, _options.ObservationHours);
        ContractPosition? position = dealer.FindPosition(target.Basket.Id, target.Contract.Month);
        return new ContractHedgeReport(
            target.Basket.Definition.Code.ToString(), target.Contract.Month.ToString(), target.ExactLots, position?.Lots ?? 0,
            decision.Gap, position?.WorkingLots ?? 0, decision.Status, decision.Reason);
    }

    private static bool IsWorthALine(ContractHedgeReport contract) => contract.ExactTarget != 0 || contract.Position != 0;

    /// <summary>What is held now, carried through the dates that all of it has prices of.</summary>
    private HedgeEffectiveness RiskOf(HedgeAccount dealer, out int withoutHistory)
    {
        withoutHistory = 0;
        List<(ObservationHistory History, double GpuHours, bool IsFuture)> held = [];
        foreach (MarketExposure exposure in dealer.Exposures.Where(exposure => exposure.Total != 0))
            Hold(_book.ReferenceOf(exposure.Market), exposure.Total, isFuture: false, held, ref withoutHistory);
        foreach (ContractPosition position in dealer.Positions.Where(position => position.Lots != 0))
        {
            BasketState basket = _book.Basket(position.Basket)!;
            Hold(basket.Index, (double)position.Lots * basket.Multiplier, isFuture: true, held, ref withoutHistory);
        }
        if (held.Count == 0)
            return new HedgeEffectiveness(0, 0, null, 0);
        long[][] common = ObservationPairs.Common([.. held.Select(leg => leg.History)], _options.ObservationHours);
        RiskLeg[] legs = [.. held.Select((leg, i) => new RiskLeg(leg.GpuHours, PriceChanges.OfNanos(common[i])))];
        return DealerRisk.Of(
            [.. legs.Where((_, i) => !held[i].IsFuture)], [.. legs.Where((_, i) => held[i].IsFuture)]);
    }

    private static void Hold(
        ObservationHistory? history, double gpuHours, bool isFuture,
        List<(ObservationHistory, double, bool)> held, ref int withoutHistory)
    {
        if (history is { Count: > 1 })
            held.Add((history, gpuHours, isFuture));
        else
            withoutHistory++;
    }

    private static double[] Dollars(long[] nanos) =>
        Array.ConvertAll(nanos, value => (double)value / PriceChanges.NanosPerDollar);

    private string SkuOf(MarketId market) => NameIn(_book.Skus, market.Sku.Value);

    private string RegionOf(MarketId market) => NameIn(_book.Regions, market.Region.Value);

    private static string NameIn(List<Code> codes, int id) => id < codes.Count ? codes[id].ToString() : "";
}
