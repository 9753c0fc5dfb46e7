using System.Globalization;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Orders;

/// <summary>The index of open orders against a dictionary.</summary>
public sealed class OrderIndexTests
{
    private static readonly ParticipantId[] Owners = [new(1), new(2), new(3)];

    [Fact]
    public void An_order_is_found_by_owner_and_id_as_long_as_it_is_in() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(400).ToArbitrary(),
            static draws =>
            {
                OrderTable orders = new();
                OrderIndex index = new(orders, key: 0x5EED_0F_1D5);
                Dictionary<(ParticipantId, ClOrdId), int> reference = [];
                foreach (int draw in draws)
                    Step(orders, index, reference, Owners[draw % 3], IdOf(draw / 3 % 40));
                foreach (ParticipantId owner in Owners)
                    for (int id = 0; id < 40; id++)
                        Assert.Equal(reference.GetValueOrDefault((owner, IdOf(id))), index.Find(owner, IdOf(id)));
                Assert.Equal(reference.Count, index.Count);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_grows_past_its_first_room_and_shrinks_to_nothing_without_losing_one()
    {
        OrderTable orders = new();
        OrderIndex index = new(orders, key: 0x5EED_0F_1D5);
        int[] added = [.. Enumerable.Range(0, 20_000).Select(i => Add(orders, index, Owners[i % 3], IdOf(i)))];
        for (int i = 0; i < added.Length; i++)
            Assert.Equal(added[i], index.Find(Owners[i % 3], IdOf(i)));
        for (int i = 0; i < added.Length; i += 2)
            index.Remove(ref orders.Row(added[i]));
        for (int i = 0; i < added.Length; i++)
            Assert.Equal(i % 2 == 0 ? 0 : added[i], index.Find(Owners[i % 3], IdOf(i)));
        for (int i = 1; i < added.Length; i += 2)
            index.Remove(ref orders.Row(added[i]));

        Assert.Equal(0, index.Count);
    }

    /// <summary>Ids as desks number them; the shorter ones are one word long.</summary>
    [Theory]
    [InlineData("{0}")]
    [InlineData("order-{0}")]
    [InlineData("desk-of-alpha-{0}")]
    public void Ids_that_share_a_chain_under_one_key_do_not_under_another(string form)
    {
        const int mask = (1 << 11) - 1;
        ClOrdId[] chosen = [.. Enumerable.Range(0, 200_000)
            .Select(number => ClOrdId.Parse(string.Format(CultureInfo.InvariantCulture, form, number)))
            .Where(id => (OrderIndex.Hash(key: 0, Owners[0], id) & mask) == 0)];

        Assert.InRange(chosen.Length, 60, 140);
        Assert.True(chosen.Select(id => OrderIndex.Hash(8, Owners[0], id) & mask).Distinct().Count() > chosen.Length * 8 / 10);
    }

    private static void Step(
        OrderTable orders, OrderIndex index, Dictionary<(ParticipantId, ClOrdId), int> reference, ParticipantId owner, ClOrdId id)
    {
        if (reference.Remove((owner, id), out int known))
            index.Remove(ref orders.Row(known));
        else
            reference.Add((owner, id), Add(orders, index, owner, id));
    }

    private static int Add(OrderTable orders, OrderIndex index, ParticipantId owner, ClOrdId id)
    {
        ref OrderRow row = ref orders.Row(orders.Add());
        (row.Owner, row.ClOrdId) = (owner, id);
        index.Add(ref row);
        return row.Number;
    }

    private static ClOrdId IdOf(int number) => ClOrdId.Parse($"order-{number}");
}
