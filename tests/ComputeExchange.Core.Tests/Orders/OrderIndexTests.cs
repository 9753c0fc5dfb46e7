using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Core.Tests.Orders;

/// <summary>The index of open orders against a dictionary.</summary>
public sealed class OrderIndexTests
{
    private static readonly Participant[] Owners =
        [.. Enumerable.Range(1, 3).Select(id => new Participant(new ParticipantId((ushort)id), default, ParticipantKind.Dealer))];

    [Fact]
    public void An_order_is_found_by_owner_and_id_as_long_as_it_is_in() =>
        Prop.ForAll(
            Gen.Choose(0, 1_000_000).ListOf(400).ToArbitrary(),
            static draws =>
            {
                OrderIndex index = new();
                Dictionary<(Participant, ClOrdId), Order> reference = [];
                foreach (int draw in draws)
                    Step(index, reference, Owners[draw % 3], IdOf(draw / 3 % 40));
                foreach (Participant owner in Owners)
                    for (int id = 0; id < 40; id++)
                        Assert.Same(reference.GetValueOrDefault((owner, IdOf(id))), index.Find(owner, IdOf(id)));
                Assert.Equal(reference.Count, index.Count);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_grows_past_its_first_room_and_shrinks_to_nothing_without_losing_one()
    {
        OrderIndex index = new();
        Order[] orders = [.. Enumerable.Range(0, 20_000).Select(i => new Order { Owner = Owners[i % 3], ClOrdId = IdOf(i) })];
        foreach (Order order in orders)
            index.Add(order);
        Assert.All(orders, order => Assert.Same(order, index.Find(order.Owner, order.ClOrdId)));
        for (int i = 0; i < orders.Length; i += 2)
            index.Remove(orders[i]);
        for (int i = 0; i < orders.Length; i++)
            Assert.Same(i % 2 == 0 ? null : orders[i], index.Find(orders[i].Owner, orders[i].ClOrdId));
        for (int i = 1; i < orders.Length; i += 2)
            index.Remove(orders[i]);

        Assert.Equal(0, index.Count);
    }

    private static void Step(OrderIndex index, Dictionary<(Participant, ClOrdId), Order> reference, Participant owner, ClOrdId id)
    {
        if (reference.Remove((owner, id), out Order? known))
        {
            index.Remove(known);
            return;
        }
        Order order = new() { Owner = owner, ClOrdId = id };
        reference.Add((owner, id), order);
        index.Add(order);
    }

    private static ClOrdId IdOf(int number) => ClOrdId.Parse($"order-{number}");
}
