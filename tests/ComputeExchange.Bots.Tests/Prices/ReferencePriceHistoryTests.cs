using ComputeExchange.Bots.Prices;
using ComputeExchange.Hedging.Ratios;
using Xunit;

namespace ComputeExchange.Bots.Tests.Prices;

public class ReferencePriceHistoryTests
{
    private const string H100 = "a3-highgpu-8g";
    private const string Header = "date,machine,region,od_hour,spot_hour,month_1y,month_3y\n";

    [Theory]
    [InlineData("us-central1", .634887, .265095)]
    [InlineData("us-east4", .613509, .214320)]
    [InlineData("asia-northeast1", 1.957662, .381124)]
    public void Real_H100_spot_prices_hedge_with_their_mean_as_poorly_as_this(string region, double ratio, double rSquared)
    {
        HedgeRatio estimate = RatiosOfH100()[region];

        Assert.Equal(ratio, estimate.Ratio, 6);
        Assert.Equal(rSquared, estimate.RSquared, 6);
        Assert.Equal(126, estimate.Observations);
    }

    [Fact]
    public void Ratios_to_the_mean_of_the_regions_average_exactly_one()
    {
        Dictionary<string, HedgeRatio> ratios = RatiosOfH100();

        Assert.Equal(18, ratios.Count);
        Assert.Equal(1, ratios.Values.Average(ratio => ratio.Ratio), 12);
    }

    [Fact]
    public void Two_series_shrunk_on_real_prices_shrink_whole_in_16_of_18_regions()
    {
        ReferencePriceHistory history = Read();
        double[] index = PriceChanges.Of(Index(history));

        int whole = history.RegionsOf(H100).Count(region =>
            LedoitWolf.Shrink([PriceChanges.Of(Spot(history, region)), index]).IsFullyShrunk);

        Assert.Equal(16, whole);
    }

    [Fact]
    public void Machines_are_read_in_the_regions_that_offer_them_only()
    {
        ReferencePriceHistory history = Read();

        Assert.Equal(["a2-highgpu-8g", "a2-ultragpu-8g", H100], history.Machines);
        Assert.Equal([10, 5, 18], history.Machines.Select(machine => history.RegionsOf(machine).Count));
        Assert.Equal(127, history.DatesOf(H100, ListedPrice.Spot).Count);
        Assert.Equal(new DateOnly(2024, 5, 17), history.DatesOf(H100, ListedPrice.Spot)[0]);
        Assert.Empty(history.RegionsOf("a3-megagpu-8g"));
        Assert.Empty(history.DatesOf("a3-megagpu-8g", ListedPrice.Spot));
    }

    [Fact]
    public void The_smaller_machines_have_prices_on_every_date_of_the_H100()
    {
        ReferencePriceHistory history = Read();
        IReadOnlyList<DateOnly> dates = history.DatesOf(H100, ListedPrice.Spot);

        Assert.All(history.Machines, machine => Assert.Empty(dates.Except(history.DatesOf(machine, ListedPrice.Spot))));
    }

    [Fact]
    public void A_machines_price_is_told_for_one_GPU_and_where_there_is_none_there_is_none()
    {
        ReferencePriceHistory history = Parse(Header + "2024-05-17,m,r,88.00000001,,1,1\n2024-05-18,m,elsewhere,1,1,1,1\n");
        DateOnly day = new(2024, 5, 17);

        Assert.Equal(11_000_000_001, history.NanosPerGpuHour("m", "r", ListedPrice.OnDemand, day));
        Assert.Null(history.NanosPerGpuHour("m", "r", ListedPrice.Spot, day));
        Assert.Null(history.NanosPerGpuHour("m", "elsewhere", ListedPrice.Spot, new(2024, 5, 18)));
        Assert.Null(history.NanosPerGpuHour("x", "r", ListedPrice.Spot, day));
    }

    [Fact]
    public void Of_a_list_revised_twice_on_one_day_the_later_stands()
    {
        ReferencePriceHistory history = Parse(Header + "2024-05-17,m,r,8,8,,\n2024-05-17,m,r,16,16,,\n");

        Assert.Equal(2, history.DollarsPerGpuHour("m", "r", ListedPrice.Spot, new(2024, 5, 17)));
    }

    [Theory]
    [InlineData("date,machine\n", "prices.csv, line 1")]
    [InlineData(Header + "2024-05-17,m,r\n", "prices.csv, line 2")]
    [InlineData(Header + "17.5.2024,m,r,1,1,1,1\n", "prices.csv, line 2")]
    [InlineData(Header + "2024-05-17,m,r,-1,1,1,1\n", "prices.csv, line 2")]
    [InlineData(Header + "2024-05-17,m,r,1,1,1,1\n2024-05-17,m,r,1,1e400,1,1\n", "prices.csv, line 3")]
    public void An_unreadable_line_is_named(string prices, string where)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Parse(prices));

        Assert.StartsWith(where, refusal.Message);
    }

    private static ReferencePriceHistory Parse(string prices) =>
        ReferencePriceHistory.Read(new StringReader(prices), "prices.csv", new StringReader("m,r\n"), "regions.csv");

    private static ReferencePriceHistory Read() => ReferencePriceHistory.Read(
        Path.Combine(AppContext.BaseDirectory, "data", "gcp-gpu-weekly.csv"),
        Path.Combine(AppContext.BaseDirectory, "data", "gcp-gpu-regions.csv"));

    private static Dictionary<string, HedgeRatio> RatiosOfH100()
    {
        ReferencePriceHistory history = Read();
        double[] index = PriceChanges.Of(Index(history));
        return history.RegionsOf(H100).ToDictionary(
            region => region,
            region => HedgeRatio.Estimate(PriceChanges.Of(Spot(history, region)), index));
    }

    private static double[] Spot(ReferencePriceHistory history, string region) =>
        [.. history.DatesOf(H100, ListedPrice.Spot)
            .Select(date => history.DollarsPerGpuHour(H100, region, ListedPrice.Spot, date)!.Value)];

    private static double[] Index(ReferencePriceHistory history) =>
        [.. history.DatesOf(H100, ListedPrice.Spot).Select(date =>
            history.RegionsOf(H100).Average(region => history.DollarsPerGpuHour(H100, region, ListedPrice.Spot, date)!.Value))];
}
