using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ComputeExchange.Client.Connection;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.MarketData;

/// <summary>The market data subscriptions of a session; a new connection subscribes to them anew.</summary>
internal sealed class SubscriptionTable
{
    private readonly ConcurrentDictionary<uint, MarketSubscription> _byId = new();

    public void Add(MarketSubscription subscription) => _byId[subscription.Id] = subscription;

    public bool Remove(MarketSubscription subscription) => _byId.TryRemove(subscription.Id, out _);

    /// <summary>The frame that asks for a subscription, or for a new snapshot of it.</summary>
    public static byte[] FrameOf(MarketSubscription subscription) =>
        Wire.FrameOf(new Subscribe { SubscriptionId = subscription.Id, Instrument = subscription.Instrument });

    /// <summary>The frames that ask for all of them.</summary>
    public List<byte[]> Frames() => [.. _byId.Values.OrderBy(subscription => subscription.Id).Select(FrameOf)];

    /// <summary>Nothing is known of any until its next snapshot.</summary>
    public void OnConnectionLost()
    {
        foreach (MarketSubscription subscription in _byId.Values)
            subscription.OnConnectionLost();
    }

    public void Fail(Exception reason)
    {
        foreach (MarketSubscription subscription in _byId.Values)
            subscription.FirstSnapshot.TrySetException(reason);
    }

    /// <summary>Takes a message of market data.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="behind">The subscription that has missed something and needs a snapshot.</param>
    /// <returns>False when there is such a subscription.</returns>
    public bool Take(MessageType type, ReadOnlySpan<byte> body, [NotNullWhen(false)] out MarketSubscription? behind)
    {
        behind = null;
        switch (type)
        {
            case MessageType.MarketSnapshot:
                MarketSnapshot snapshot = Wire.Read<MarketSnapshot>(body);
                Find(snapshot.SubscriptionId)?.OnSnapshot(snapshot);
                break;
            case MessageType.MarketIncrement:
                MarketIncrement increment = Wire.Read<MarketIncrement>(body);
                if (Find(increment.SubscriptionId) is { } changed && !changed.OnIncrement(increment))
                    behind = changed;
                break;
            case MessageType.MarketPrint:
                MarketPrint print = Wire.Read<MarketPrint>(body);
                if (Find(print.SubscriptionId) is { } printed && !printed.OnPrint(print))
                    behind = printed;
                break;
            case MessageType.SubscriptionRefused:
                SubscriptionRefused refused = Wire.Read<SubscriptionRefused>(body);
                if (_byId.TryRemove(refused.SubscriptionId, out MarketSubscription? ended))
                    ended.FirstSnapshot.TrySetException(
                        new InvalidOperationException($"The subscription was refused: {refused.Reason}."));
                break;
        }

        return behind is null;
    }

    private MarketSubscription? Find(uint id) => _byId.GetValueOrDefault(id);
}
