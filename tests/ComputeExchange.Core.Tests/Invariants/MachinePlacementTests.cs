using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>The placement of sales on machines: that a profile, hour by hour, is all there is to know.</summary>
public sealed class MachinePlacementTests
{
    private const int Lot = 8;

    [Fact]
    public void Sales_are_placed_in_order_of_start_whatever_order_they_came_in()
    {
        // Placed as they come, the last finds both machines busy: [0, 1) and [2, 4) on one, [1, 3) on the other.
        List<Placed>? placed = MachinePlacement.Place(2, [Sale(0, 1), Sale(2, 4), Sale(1, 3), Sale(0, 2)], Lot);

        Assert.Equal([new Placed(0, Window(0, 1)), new Placed(1, Window(0, 2)), new Placed(0, Window(1, 3)), new Placed(1, Window(2, 4))],
            placed);
    }

    [Fact]
    public void A_sale_takes_a_machine_for_every_lot() =>
        Assert.Equal([0, 1, 2], MachinePlacement.Place(3, [Sale(0, 4, gpus: 3 * Lot)], Lot)!.Select(job => job.Machine));

    [Fact]
    public void One_machine_too_few_in_one_hour_does_not_fit() =>
        Assert.Null(MachinePlacement.Place(2, [Sale(0, 4), Sale(3, 8), Sale(2, 6)], Lot));

    [Fact]
    public void Sales_fit_exactly_when_no_hour_sells_more_machines_than_there_are() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), FitsAsItsHoursDo).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static void FitsAsItsHoursDo(int seed)
    {
        Dice dice = new(seed);
        List<Sale> sales = [];
        for (int i = dice.Between(1, 12); i > 0; i--)
        {
            int start = dice.Between(0, 14);
            sales.Add(Sale(start, start + dice.Between(1, 8), Lot * dice.Between(1, 3)));
        }
        int machines = dice.Between(1, 8);
        long most = Enumerable.Range(0, 24).Max(hour => sales.Where(sale => sale.Window.Contains(Window(hour, hour + 1)))
            .Sum(sale => sale.Gpus / Lot));

        List<Placed>? placed = MachinePlacement.Place(machines, sales, Lot);

        Assert.Equal(most <= machines, placed is not null);
        for (int i = 0; i < placed?.Count; i++)
            for (int j = 0; j < i; j++)
                Assert.False(placed[i].Machine == placed[j].Machine && placed[i].Hours.Overlaps(placed[j].Hours));
    }

    private static Sale Sale(int from, int to, long gpus = Lot) => new(Window(from, to), gpus);

    private static DeliveryWindow Window(int from, int to) => DeliveryWindow.Between(from, to);
}
