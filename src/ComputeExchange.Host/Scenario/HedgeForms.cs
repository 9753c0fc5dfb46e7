using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The lines behind the hedge: referencePrice, index, hedgeRatio, hedging, fees.</summary>
internal sealed class HedgeForms(ScenarioMarket market)
{
    private const int NanoDecimals = 9;
    private const int MicroDecimals = 6;
    private const int PicoDecimals = 12;
    private const int DefaultMethodVersion = 1;
    private const int DefaultTicksThrough = 5;

    /// <summary>The reference price of a market.</summary>
    public void ReferencePrice(JsonFields line)
    {
        SetReferencePrice price = new() { Market = market.Market(line), NanoDollars = line.Get("price"u8).Scaled(NanoDecimals) };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, price));
    }

    /// <summary>The index value of a basket.</summary>
    public void Index(JsonFields line)
    {
        SetIndexValue index = new()
        {
            Basket = market.Basket(line.Get("basket"u8).Code()),
            NanoDollars = line.Get("value"u8).Scaled(NanoDecimals),
            MethodVersion = line.WholeInt("version"u8, DefaultMethodVersion),
            MethodHash = line.TryGet("hash"u8, out JsonValue hash) ? Hash(hash) : 0,
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, index));
    }

    /// <summary>The hedge ratio of a market against a basket; left out there is none.</summary>
    public void HedgeRatio(JsonFields line)
    {
        bool hasRatio = line.TryGet("ratio"u8, out JsonValue ratio);
        long micros = hasRatio ? ratio.Scaled(MicroDecimals) : 0;
        if (micros == long.MinValue)
            throw ratio.Malformed("a multiple of 0.000001");
        SetHedgeRatio set = new()
        {
            Market = market.Market(line),
            Basket = market.Basket(line.Get("basket"u8).Code()),
            HasRatio = hasRatio,
            Micros = micros,
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, set));
    }

    /// <summary>How a dealer is hedged.</summary>
    public void Hedging(JsonFields line)
    {
        SetHedging hedging = new()
        {
            Participant = market.Participant(line.Get("participant"u8).Code()),
            On = line.Get("on"u8).Flag(),
            MaxLots = line.WholeInt("maxLots"u8, Limits.MaxLots),
            TicksThrough = line.WholeInt("ticksThrough"u8, DefaultTicksThrough),
            PsiMicros = line.Scaled("psi"u8, MicroDecimals, 0),
            EtaNanos = line.Scaled("eta"u8, NanoDecimals, 0),
            LambdaPicos = line.Scaled("lambda"u8, PicoDecimals, 0),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, hedging));
    }

    /// <summary>What a participant pays per trade.</summary>
    public void Fees(JsonFields line)
    {
        SetFees fees = new()
        {
            Participant = market.Participant(line.Get("participant"u8).Code()),
            ForwardMicrosPerGpuHour = line.Scaled("perGpuHour"u8, MicroDecimals, 0),
            BasketMicrosPerLot = line.Scaled("perLot"u8, MicroDecimals, 0),
        };
        line.RequireNoOthers();
        market.Apply(Command.Of(market.Header, fees));
    }

    private static ulong Hash(JsonValue value)
    {
        const string Wanted = "16 hexadecimal digits";
        ReadOnlySpan<byte> text = value.String(Wanted);
        return text.Length == sizeof(ulong) * 2 && ulong.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture, out ulong hash) ? hash : throw value.Malformed(Wanted);
    }
}
