using ComputeExchange.Bots.Quoting;
using Xunit;

namespace ComputeExchange.Bots.Tests.Quoting;

public class AvellanedaStoikovTests
{
    private static readonly AvellanedaStoikov Model = new(riskAversion: .1, depthDecay: 1.5, volatility: 2);

    [Fact]
    public void The_published_parameters_give_the_published_spreads()
    {
        Assert.Equal(1.690770, Model.TotalSpread(timeLeft: 1), 6);
        Assert.Equal(1.290770, Model.TotalSpread(timeLeft: 0), 6);
        double average = Enumerable.Range(0, 1_001).Average(step => Model.TotalSpread(step / 1_000.0));
        Assert.Equal(1.490770, average, 6);
    }

    [Fact]
    public void Inventory_moves_the_reservation_price_against_itself()
    {
        Assert.Equal(100 - 3 * .1 * 4 * .5, Model.ReservationPrice(100, inventory: 3, timeLeft: .5), 12);
        Assert.Equal(100 + 3 * .1 * 4 * .5, Model.ReservationPrice(100, inventory: -3, timeLeft: .5), 12);
        Assert.Equal(100, Model.ReservationPrice(100, inventory: 3, timeLeft: 0), 12);
    }

    [Fact]
    public void Quotes_lie_evenly_around_the_reservation_price()
    {
        (double bid, double ask) = Model.Quote(100, inventory: 2, timeLeft: 1);

        Assert.Equal(1.690770, ask - bid, 6);
        Assert.Equal(Model.ReservationPrice(100, 2, 1), (bid + ask) / 2, 12);
    }

    [Fact]
    public void Parameters_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AvellanedaStoikov(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AvellanedaStoikov(1, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AvellanedaStoikov(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.TotalSpread(-1));
    }
}
