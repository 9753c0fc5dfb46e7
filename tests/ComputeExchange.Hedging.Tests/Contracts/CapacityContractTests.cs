using ComputeExchange.Hedging.Contracts;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Contracts;

public class CapacityContractTests
{
    private const long Campus = 220_000;

    [Fact]
    public void A_campus_of_220_000_GPUs_at_1_25_billion_a_month_costs_7_783_an_hour_and_45_billion_in_three_years()
    {
        CapacityContract month = new(Campus, CapacityContract.HoursPerMonth);

        Assert.Equal(7.783m, Math.Round(month.PriceOf(1_250_000_000m), 3));
        Assert.Equal(45_000_000_000m, 36 * 1_250_000_000m);
        Assert.Equal(45_000_000_000m, Math.Round(month.PriceOf(1_250_000_000m) * 36 * month.GpuHours, 6));
    }

    [Fact]
    public void Ten_thousand_GPUs_for_a_year_at_3_50_cost_306_6_million()
    {
        CapacityContract year = new(10_000, CapacityContract.HoursPerYear);

        Assert.Equal(306_600_000m, year.CostAt(3.50m));
        Assert.Equal(2.23m, Math.Round(7.8m / 3.5m, 2));
    }

    [Fact]
    public void A_quarter_of_the_campus_a_month_late_is_39_6_million_hours()
    {
        CapacityContract missing = new CapacityContract(Campus, CapacityContract.HoursPerYear).Missing(.25m, 30 * 24);

        Assert.Equal(39_600_000, missing.GpuHours);
        Assert.Equal(308.9m, Math.Round(missing.CostAt(7.8m) / 1_000_000, 1));
    }

    [Fact]
    public void Who_fails_to_deliver_owes_what_the_replacement_cost_more()
    {
        Assert.Equal(6_500m, NonDeliveryRemedy.OfSeller(10_000, contractPrice: 2.60m, replacementPrice: 3.25m));
        Assert.Equal(0m, NonDeliveryRemedy.OfSeller(10_000, contractPrice: 2.60m, replacementPrice: 2.10m));
    }

    [Fact]
    public void Who_fails_to_take_owes_what_the_resale_brought_less()
    {
        Assert.Equal(5_000m, NonDeliveryRemedy.OfBuyer(10_000, contractPrice: 2.60m, resalePrice: 2.10m));
        Assert.Equal(0m, NonDeliveryRemedy.OfBuyer(10_000, contractPrice: 2.60m, resalePrice: 3.25m));
    }
}
