using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>The lists inside commands: what is one too many is counted and not kept, so that it can be refused.</summary>
public sealed class ListTests
{
    [Fact]
    public void An_empty_set_serves_any_workload_and_no_workload_is_served_by_any_set()
    {
        WorkloadSet none = default, one = default;
        one.Add(new WorkloadId(3));

        Assert.True(none.Serves(new WorkloadId(7)));
        Assert.True(one.Serves(default));
        Assert.True(one.Serves(new WorkloadId(3)));
        Assert.False(one.Serves(new WorkloadId(7)));
    }

    [Fact]
    public void A_full_set_serves_its_last_workload_and_counts_one_more()
    {
        WorkloadSet set = default;
        for (ushort id = 1; id <= Limits.MaxSupportedWorkloads + 5; id++)
            set.Add(new WorkloadId(id));

        Assert.Equal(Limits.MaxSupportedWorkloads + 1, set.Count);
        Assert.True(set.Serves(new WorkloadId(Limits.MaxSupportedWorkloads)));
        Assert.False(set.Serves(new WorkloadId(Limits.MaxSupportedWorkloads + 1)));
    }

    [Fact]
    public void Sets_are_equal_when_they_name_the_same()
    {
        WorkloadSet left = default, right = default;
        left.Add(new WorkloadId(1));
        Assert.NotEqual(left, right);
        right.Add(new WorkloadId(1));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void Alternatives_keep_their_order_up_to_their_bound()
    {
        AlternativeList list = default;
        for (ushort sku = 1; sku <= Limits.MaxAlternatives + 3; sku++)
            list.Add(new Alternative(new MarketId(new SkuId(sku), new RegionId(1)), sku));

        Assert.Equal(Limits.MaxAlternatives + 1, list.Count);
        for (int i = 0; i < Limits.MaxAlternatives; i++)
            Assert.Equal(i + 1, list[i].LimitTicks);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[Limits.MaxAlternatives]);
    }

    [Fact]
    public void Constituents_keep_their_order_up_to_their_bound()
    {
        ConstituentList list = default;
        for (int share = 1; share <= Limits.MaxConstituents + 3; share++)
            list.Add(new Constituent(default, share));

        Assert.Equal(Limits.MaxConstituents + 1, list.Count);
        Assert.Equal(Limits.MaxConstituents, list[Limits.MaxConstituents - 1].Share);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[Limits.MaxConstituents]);
    }
}
