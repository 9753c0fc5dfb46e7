using ComputeExchange.Hedging.Index;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Index;

public class IndexCalculatorTests
{
    private const long Now = 10L * 86_400 * 1_000_000_000;
    private static readonly IndexMethod Method = new();

    [Fact]
    public void A_constituent_is_the_mean_of_its_prints_by_volume()
    {
        IndexValue index = Compute(With(Print(2.40m, 100), Print(2.46m, 200)));

        Assert.Equal(2_440_000_000, index.Nanos);
        Assert.Equal(ConstituentSource.Prints, index.Constituents[0].Source);
        Assert.Equal(2, index.Prints);
    }

    [Fact]
    public void Prints_further_than_three_floors_from_the_median_are_dropped()
    {
        // Median 2.00, MAD 0, so the floor counts: 3 x 3 % = 9 % either side, the edge included.
        IndexValue index = Compute(With(
            Print(2m, 100), Print(2m, 100), Print(2m, 100), Print(2m, 100),
            Print(2.18m, 100), Print(2.181m, 100), Print(1.819m, 100)));

        Assert.Equal(5, index.Prints);
        Assert.Equal(2, index.Constituents[0].DroppedPrints);
        Assert.Equal(2_036_000_000, index.Nanos);
    }

    [Fact]
    public void Where_prints_spread_wide_the_deviation_is_the_MAD()
    {
        // 1, 2, 3, 4, 20: median 3, deviations 2, 1, 0, 1, 17: MAD 1, so 0 to 6 counts.
        IndexValue index = Compute(With(Print(1m, 8), Print(2m, 8), Print(3m, 8), Print(4m, 8), Print(20m, 8)));

        Assert.Equal(2_500_000_000, index.Nanos);
        Assert.Equal(1, index.Constituents[0].DroppedPrints);
    }

    [Fact]
    public void An_even_number_of_prints_has_its_median_between_the_middle_two()
    {
        // Median 2.5, deviations 1.5, 0.5, 0.5, 1.5: MAD 1, so -0.5 to 5.5 counts and nothing is dropped.
        Assert.Equal(2_500_000_000, Compute(With(Print(1m, 8), Print(2m, 8), Print(3m, 8), Print(4m, 8))).Nanos);
    }

    [Fact]
    public void Prices_at_the_ends_of_the_volume_are_drawn_in_not_dropped()
    {
        // 5 % of 1,000 is 50. The lowest print holds 40 and is drawn in to 2.00; the highest holds 50, which is enough to
        // stand: (1,000 - 50) x 2.00 + 50 x 2.10, over 1,000.
        IndexValue index = Compute(With(Print(1.90m, 40), Print(2.00m, 910), Print(2.10m, 50)));

        Assert.Equal(2_005_000_000, index.Nanos);
        Assert.Equal(3, index.Prints);
    }

    [Fact]
    public void The_look_back_reaches_from_just_after_its_start_to_now()
    {
        Print tooOld = Print(2.2m, 8) with { TimeNanos = Now - Method.LookBackNanos };
        Print future = Print(2.2m, 8) with { TimeNanos = Now + 1 };
        Print oldest = Print(2.1m, 8) with { TimeNanos = Now - Method.LookBackNanos + 1 };

        Assert.Equal(2_100_000_000, Compute(With(tooOld, oldest, future)).Nanos);
    }

    [Fact]
    public void Without_prints_the_dealable_mid_counts_and_it_is_fresh()
    {
        IndexValue index = Compute(Quoted(
            bids: [new(2_300_000_000, 64), new(2_400_000_000, 8)], asks: [new(2_500_000_001, 8), new(2_600_000_000, 64)]));

        Assert.Equal(2_450_000_001, index.Nanos);
        Assert.Equal(ConstituentSource.DealableMid, index.Constituents[0].Source);
        Assert.Equal(CoverageBand.Settleable, index.Band);
        Assert.Equal((0, 0, 0), (index.Prints, index.Contributors, index.ConcentrationHhi));
    }

    [Fact]
    public void A_one_sided_market_has_no_mid_and_its_last_value_is_stale()
    {
        IndexConstituent oneSided = Quoted([new(2_400_000_000, 8)], []) with { LastNanos = 2_345_000_000 };
        IndexValue index = Compute(oneSided);

        Assert.Equal(new ConstituentValue(2_345_000_000, ConstituentSource.Stale, 0, 0, 0), index.Constituents[0]);
        Assert.Null(index.Nanos);
        Assert.Equal(CoverageBand.Indicative, index.Band);
    }

    [Fact]
    public void A_constituent_that_never_had_a_value_is_missing()
    {
        Assert.Equal(ConstituentSource.Missing, Compute(Quoted([], [])).Constituents[0].Source);
    }

    [Theory]
    [InlineData(98, 9_800, CoverageBand.Settleable)]
    [InlineData(97, 9_700, CoverageBand.UnderReview)]
    [InlineData(90, 9_000, CoverageBand.UnderReview)]
    [InlineData(89, 8_900, CoverageBand.Indicative)]
    public void Coverage_is_the_weight_of_the_fresh_and_says_what_the_value_is_for(
        int freshShare, int coverageBasisPoints, CoverageBand band)
    {
        IndexConstituent fresh = With(Print(2m, 8)) with { Share = freshShare };
        IndexConstituent stale = Quoted([], []) with { Share = 100 - freshShare, LastNanos = 9_000_000_000 };

        IndexValue index = Compute(fresh, stale);

        Assert.Equal(2_000_000_000, index.Nanos);
        Assert.Equal(coverageBasisPoints, index.CoverageBasisPoints);
        Assert.Equal(band, index.Band);
    }

    [Fact]
    public void Coverage_a_hair_below_a_band_is_below_it()
    {
        IndexConstituent fresh = With(Print(2m, 8)) with { Share = 979_999 };

        Assert.Equal(CoverageBand.UnderReview, Compute(fresh, Quoted([], []) with { Share = 20_001 }).Band);
    }

    [Fact]
    public void Concentration_is_of_all_prints_by_contributor()
    {
        // 300 of 400 by one, 100 by another: 75 and 25 percent, squared 5,625 and 625.
        IndexValue index = Compute(
            With(Print(2m, 200, contributor: 7), Print(2m, 100, contributor: 8)), With(Print(3m, 100, contributor: 7)));

        Assert.Equal(2, index.Contributors);
        Assert.Equal(6_250, index.ConcentrationHhi);
        Assert.Equal(2_500_000_000, index.Nanos);
    }

    [Fact]
    public void Depth_counts_what_is_dealable_within_two_percent()
    {
        IndexConstituent constituent = With(Print(2m, 8)) with
        {
            Bids = [new(1_960_000_000, 100), new(1_959_999_999, 1_000)],
            Asks = [new(2_040_000_000, 10), new(2_040_000_001, 1_000)],
        };

        Assert.Equal(110, Compute(constituent).DepthGpuHours);
    }

    [Fact]
    public void Every_value_names_the_rules_that_made_it()
    {
        IndexValue index = Compute(With(Print(2m, 8)));

        Assert.Equal(IndexMethod.Version, index.MethodVersion);
        Assert.Equal(Method.Hash, index.MethodHash);
        Assert.NotEqual(Method.Hash, (Method with { WinsorBasisPoints = 501 }).Hash);
        Assert.NotEqual(Method.Hash, (Method with { LookBackNanos = 1 }).Hash);
    }

    [Fact]
    public void The_hash_of_the_rules_never_changes_unnoticed()
    {
        Assert.Equal(
            "index/1;lookBackNanos=86400000000000;outlierDeviations=3;deviationFloorBp=300;winsorBp=500;settleableBp=9800;" +
            "reviewBp=9000;depthBp=200",
            Method.Text);
        Assert.Equal(0x0D4AFFE78BE3E2FEUL, Method.Hash);
    }

    [Fact]
    public void Inputs_and_rules_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Compute());
        Assert.Throws<ArgumentException>(() => Compute(With(Print(0m, 8))));
        Assert.Throws<ArgumentException>(() => Compute(With(Print(2m, 0))));
        Assert.Throws<ArgumentException>(() => Compute(With(Print(2m, 8)) with { Share = 0 }));
        Assert.Throws<ArgumentException>(() =>
            IndexCalculator.Compute([With(Print(2m, 8))], Now, Method with { WinsorBasisPoints = 5_000 }));
    }

    [Fact]
    public void The_plain_index_is_the_weighted_mean_of_reference_prices()
    {
        Assert.Equal(2_333_333_333, ReferencePriceIndex.Compute([new(2, 2_000_000_000), new(1, 3_000_000_000)]));
        Assert.Equal(2_000_000_001, ReferencePriceIndex.Compute([new(1, 2_000_000_000), new(1, 2_000_000_001)]));
        Assert.Equal(2_000_000_000, ReferencePriceIndex.Compute([new(1, 2_000_000_000), new(5, null)]));
        Assert.Null(ReferencePriceIndex.Compute([new(1, null)]));
        Assert.Null(ReferencePriceIndex.Compute([]));
    }

    private static IndexValue Compute(params IndexConstituent[] constituents) =>
        IndexCalculator.Compute(constituents, Now, Method);

    private static IndexConstituent With(params Print[] prints) => new(1, prints, [], [], null);

    private static IndexConstituent Quoted(DealableLevel[] bids, DealableLevel[] asks) => new(1, [], bids, asks, null);

    private static Print Print(decimal dollars, long gpuHours, int contributor = 1) =>
        new((long)(dollars * 1_000_000_000), gpuHours, contributor, Now);
}
