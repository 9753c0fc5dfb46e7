using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The lines of whoever runs the market: time, credit, settlement, kill switches, halts, limits, protection.</summary>
internal sealed class ControlForms(ScenarioMarket market)
{
    private const int MoneyDecimals = 4;
    private const int AddOnDecimals = 4;
    private const int SecondDecimals = 9;
    private const int DefaultOpenOrders = 100_000;
    private const int DefaultComplexOrdersOfOne = 256;
    private const int DefaultComplexOrdersOfAll = 4_096;

    /// <summary>Engine time moves on, and with it the stamp of all lines that follow.</summary>
    public void Time(JsonFields line)
    {
        EngineTime at = UtcTime.ToEngineTime(line.Get("at"u8).Time());
        line.RequireNoOthers();
        market.Time = at;
        market.Apply(Command.Tick(market.Header));
    }

    /// <summary>A credit line, limit and add-on both anew.</summary>
    public void Credit(JsonFields line)
    {
        SetCreditLine credit = new()
        {
            From = market.Participant(line.Get("from"u8).Code()),
            To = market.Participant(line.Get("to"u8).Code()),
            Limit = new Money(line.Get("limit"u8).Scaled(MoneyDecimals)),
            AddOn = line.TryGet("addOn"u8, out JsonValue addOn) ? addOn.ScaledInt(AddOnDecimals) : Limits.FullAddOn,
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, credit));
    }

    /// <summary>All hours before a time are settled; only whole hours count.</summary>
    public void Settle(JsonFields line)
    {
        UtcTime.IsWholeHour(line.Get("through"u8).Time(), out int hour);
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, new Settle { ThroughHour = hour }));
    }

    /// <summary>A participant's kill switch, on.</summary>
    public void Kill(JsonFields line) => SetKillSwitch(line, on: true);

    /// <summary>A participant's kill switch, off.</summary>
    public void Revive(JsonFields line) => SetKillSwitch(line, on: false);

    /// <summary>Trading in a market, a basket, or everything stops.</summary>
    public void Halt(JsonFields line) => SetHalt(line, on: true);

    /// <summary>Trading goes on.</summary>
    public void Resume(JsonFields line) => SetHalt(line, on: false);

    /// <summary>What one order of a participant may be.</summary>
    public void OrderLimits(JsonFields line)
    {
        SetPreTradeLimits limits = new()
        {
            Participant = market.Participant(line.Get("participant"u8).Code()),
            MaxGpus = line.WholeInt("gpus"u8, 0),
            MaxLots = line.WholeInt("lots"u8, 0),
            MaxValue = new Money(line.Scaled("value"u8, MoneyDecimals, 0)),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, limits));
    }

    /// <summary>The band that limits of a market or a basket must lie in.</summary>
    public void Collar(JsonFields line)
    {
        (MarketId forMarket, BasketId forBasket) = market.MarketOrBasket(line);
        SetPriceCollar collar = new()
        {
            Market = forMarket,
            Basket = forBasket,
            Low = Bound(line, "low"u8),
            High = Bound(line, "high"u8),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, collar));
    }

    /// <summary>How many orders may be open.</summary>
    public void OrderCaps(JsonFields line)
    {
        SetOrderCaps caps = new()
        {
            OpenOrders = line.WholeInt("openOrders"u8, DefaultOpenOrders),
            ComplexOrdersOfOne = line.WholeInt("complexOrdersOfOne"u8, DefaultComplexOrdersOfOne),
            ComplexOrdersOfAll = line.WholeInt("complexOrdersOfAll"u8, DefaultComplexOrdersOfAll),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, caps));
    }

    /// <summary>Market-maker protection of a participant's quotes in a basket.</summary>
    public void Protection(JsonFields line)
    {
        SetMarketMakerProtection protection = new()
        {
            Participant = market.Participant(line.Get("participant"u8).Code()),
            Basket = market.Basket(line.Get("basket"u8).Code()),
            Fills = line.Get("fills"u8).WholeInt(),
            WindowNanos = line.Scaled("seconds"u8, SecondDecimals, 0),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, protection));
    }

    private static Price Bound(JsonFields line, ReadOnlySpan<byte> name) =>
        new(line.TryGet(name, out JsonValue value) ? value.ScaledInt(MoneyDecimals) : 0);

    private void SetKillSwitch(JsonFields line, bool on)
    {
        SetKillSwitch killSwitch = new()
        {
            Participant = market.Participant(line.Get("participant"u8).Code()),
            On = on,
            ReduceOnly = on && line.Flag("reduceOnly"u8),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, killSwitch));
    }

    private void SetHalt(JsonFields line, bool on)
    {
        bool isForAll = !line.Has("sku"u8) && !line.Has("region"u8) && !line.Has("basket"u8);
        (MarketId forMarket, BasketId forBasket) = isForAll ? default : market.MarketOrBasket(line);
        line.RequireNoOthers();
        if (!isForAll && forBasket == default && (forMarket.Sku == default || forMarket.Region == default))
            forMarket = ScenarioMarket.UnknownMarket;
        market.Apply(Command.Of(market.Header, new SetHalt { Market = forMarket, Basket = forBasket, On = on }));
    }
}
