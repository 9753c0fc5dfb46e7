using ComputeExchange.Messages;

namespace ComputeExchange.LoadTest.Windows;

/// <summary>A market crowded with divisible offers, and questions put to it. Either every offer can serve every question, or
/// next to none can.</summary>
public sealed class OfferCrowd
{
    private const int Sellers = 8;
    private const int Gpus = 8 * 64;
    private const int Year = 8_760;
    private readonly WindowMarket _market = new();
    private readonly Random _random = new(11);
    private readonly List<(int Dealer, ClOrdId Id)> _offers = [];
    private readonly bool _serves;

    /// <summary>So many offers of random prices: each of at least 700 hours that include all that will be asked for, or of 24 to 71
    /// hours anywhere in a year.</summary>
    public OfferCrowd(int offers, bool serves)
    {
        _serves = serves;
        for (int i = 0; i < offers; i++)
            _market.Apply(Enter());
    }

    /// <summary>A plain buy of a lot: a day that every offer has, or three days that hardly one has alone.</summary>
    public Command PlainBuy() => _market.BuyCommand(Buyer(), Asked(_serves ? 24 : 72), ticks: 26_000, gpus: 8, rests: false);

    /// <summary>A buy of a lot for three days in up to four parts, with a choice of four starts.</summary>
    public Command ComplexBuy() =>
        _market.ComplexBuy(Buyer(), Asked(72), ticks: 26_000, gpus: 8, maxParts: 4, starts: 4, rests: false);

    /// <summary>One more offer like the others.</summary>
    public Command Enter()
    {
        int dealer = 1 + _offers.Count % Sellers;
        DeliveryWindow window = _serves
            ? DeliveryWindow.Between(_random.Next(300), 1_000 + _random.Next(1_000))
            : new DeliveryWindow(_random.Next(Year), 24 + _random.Next(48));
        _offers.Add((dealer, _market.NextId));
        return _market.OfferCommand(dealer, window with { StartHour = window.StartHour + WindowMarket.FirstHour },
            ticks: 20_000 + _random.Next(5_000), Gpus, leastSlice: 1 + _random.Next(8));
    }

    /// <summary>One of the offers, at random, leaves.</summary>
    public Command Cancel()
    {
        int at = _random.Next(_offers.Count);
        (int dealer, ClOrdId id) = _offers[at];
        _offers[at] = _offers[^1];
        _offers.RemoveAt(_offers.Count - 1);
        return WindowMarket.CancelCommand(dealer, id);
    }

    /// <summary>Nanoseconds that a command takes, one after the other.</summary>
    public double NanosEach(ReadOnlySpan<Command> commands) => _market.NanosEach(commands);

    private int Buyer() => 1 + Sellers + _random.Next(Sellers);

    private DeliveryWindow Asked(int hours) =>
        new(WindowMarket.FirstHour + (_serves ? 300 + _random.Next(600) : _random.Next(Year)), hours);
}
