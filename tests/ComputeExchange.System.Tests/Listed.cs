namespace ComputeExchange.SystemTests;

/// <summary>Sessions and contracts of the market that a server begins with.</summary>
internal static class Listed
{
    public const string Dealer = "dealer-alder-1";
    public const string OtherDealer = "dealer-birch-1";
    public const string Maker = "maker-delta-1";
    public const string OtherMaker = "maker-epsilon-1";
    public const string Neocloud = "neocloud-fjord-1";

    /// <summary>A future of the H100 basket, so many months after the first that is listed.</summary>
    public static Instrument Future(ExchangeClient client, int month = 1)
    {
        ReferenceBasket basket = client.Reference.Basket("H100");
        return Instrument.Future(basket.Id, new DeliveryMonth(basket.Definition.FirstMonth.Index + month));
    }

    /// <summary>A day of H100s in us-central1, the month after the first that is listed.</summary>
    public static Instrument Window(ExchangeClient client)
    {
        DeliveryMonth month = new(client.Reference.Basket("H100").Definition.FirstMonth.Index + 1);
        return Instrument.Forward(
            client.Reference.Market("H100-SXM-80GB", "us-central1"), new DeliveryWindow(month.StartHour, 24));
    }
}
