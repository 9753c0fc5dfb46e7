using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Risk;

/// <summary>Market-maker protection: after the command in which a participant's quotes in a basket had so many fills
/// within so long, they are pulled, before the next move of the market finds them stale.</summary>
internal sealed class QuoteProtection
{
    private readonly List<Guard> _guards = [];
    private readonly List<Guard> _tripped = [];
    private EngineTime _now;

    /// <summary>The settings in force, in the order in which they were first made.</summary>
    public IReadOnlyList<Guard> Guards => _guards;

    public bool HasTripped => _tripped.Count > 0;

    public void Set(in SetMarketMakerProtection setting)
    {
        Guard guard = Find(setting.Participant, setting.Basket) ?? Add(setting.Participant, setting.Basket);
        guard.Reset(setting.Fills, setting.WindowNanos);
    }

    public Guard Add(ParticipantId participant, BasketId basket)
    {
        Guard guard = new(participant, basket);
        _guards.Add(guard);
        return guard;
    }

    public void Begin(EngineTime now) => _now = now;

    /// <summary>Counts a fill of an order, if it is a side of a quote under protection.</summary>
    public void CountFill(in OrderRow order, BasketBook contract)
    {
        if (!order.IsQuote || _guards.Count == 0)
            return;
        if (Find(order.Owner, contract.Basket.Id) is { } guard && guard.Count(_now) && !_tripped.Contains(guard))
            _tripped.Add(guard);
    }

    /// <summary>Pulls the quotes of every guard that tripped in this command, in entry order.</summary>
    public void Pull(ReferenceData reference, OrderLifecycle lifecycle)
    {
        foreach (Guard guard in _tripped)
        {
            Order? order = reference.Orders.FirstOf(reference.Participants[guard.Participant.Value]!);
            while (order is not null)
            {
                Order? next = order.NextOfOwner;
                if (order.IsQuote && order.Contract!.Basket.Id == guard.Basket)
                    lifecycle.Cancel(order, CancelReason.MarketMakerProtection);
                order = next;
            }
            guard.Forget();
        }
        _tripped.Clear();
    }

    private Guard? Find(ParticipantId participant, BasketId basket)
    {
        foreach (Guard guard in _guards)
            if (guard.Participant == participant && guard.Basket == basket)
                return guard;
        return null;
    }

    /// <summary>The fills of one participant's quotes in one basket.</summary>
    internal sealed class Guard(ParticipantId participant, BasketId basket)
    {
        private EngineTime[] _times = [];
        private int _next;

        public ParticipantId Participant { get; } = participant;

        public BasketId Basket { get; } = basket;

        public int Fills { get; private set; }

        public long WindowNanos { get; private set; }

        /// <summary>How many fills are remembered, at most <see cref="Fills"/>.</summary>
        public int Remembered { get; private set; }

        /// <summary>A remembered fill's time, the oldest at 0.</summary>
        public EngineTime TimeAt(int index) => _times[(_next - Remembered + index + _times.Length) % _times.Length];

        public void Reset(int fills, long windowNanos)
        {
            Fills = fills;
            WindowNanos = windowNanos;
            _times = new EngineTime[fills];
            Forget();
        }

        /// <summary>Counts a fill; true when it is one too many within the window.</summary>
        public bool Count(EngineTime now)
        {
            if (Fills == 0)
                return false;
            _times[_next] = now;
            _next = (_next + 1) % Fills;
            Remembered = Math.Min(Remembered + 1, Fills);
            return Remembered == Fills && now.Nanos - TimeAt(0).Nanos <= WindowNanos;
        }

        public void Forget() => (Remembered, _next) = (0, 0);
    }
}
