using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests;

public sealed class PrefetchTests
{
    [Theory]
    [InlineData(1 << 24)]
    [InlineData(1 << 28)]
    [InlineData(int.MaxValue)]
    public void An_element_beyond_two_gigabytes_is_fetched_like_any_other(int index)
    {
        Prefetch.Element<long>([], index);
        Prefetch.Element<ClOrdId>([], index);
    }
}
