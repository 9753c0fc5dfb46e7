using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>The words in which rules of the market are tested. Sells are ALPHA's and buys BETA's unless said; forwards are
/// H200 in us-east-1 over hours [0, 24) unless said; baskets are of August.</summary>
public abstract class MarketRules
{
    private protected readonly MarketUnderTest market = new();

    private protected static ParticipantId Alpha => MarketUnderTest.Alpha;

    private protected static ParticipantId Beta => MarketUnderTest.Beta;

    private protected static ParticipantId Gamma => MarketUnderTest.Gamma;

    private protected static ParticipantId Neocloud => MarketUnderTest.Neocloud;

    private protected static ParticipantId Startup => MarketUnderTest.Startup;

    private protected static ParticipantId Maker => MarketUnderTest.Maker;

    private protected static MarketId H200East => MarketUnderTest.H200East;

    private protected static MarketId H200West => MarketUnderTest.H200West;

    private protected static MarketId H100East => MarketUnderTest.H100East;

    private protected const TimeInForce Gtc = TimeInForce.GoodTillCancel;
    private protected const TimeInForce Day = TimeInForce.Day;
    private protected const TimeInForce Gtd = TimeInForce.GoodTillDate;
    private protected const TimeInForce Ioc = TimeInForce.ImmediateOrCancel;
    private protected const TimeInForce Fok = TimeInForce.FillOrKill;

    private protected static EnteredOrder Sell(string id, long gpus, decimal at) =>
        new(Side.Sell, id, gpus) { Price = at, By = Alpha };

    private protected static EnteredOrder Buy(string id, long gpus, decimal at) =>
        new(Side.Buy, id, gpus) { Price = at, By = Beta };

    private protected static EnteredOrder SellLots(string id, long lots, decimal at) =>
        Sell(id, lots, at) with { Month = MarketUnderTest.August };

    private protected static EnteredOrder BuyLots(string id, long lots, decimal at) =>
        Buy(id, lots, at) with { Month = MarketUnderTest.August };

    private protected static EnteredOrder AtMarket(EnteredOrder order) =>
        order with { IsMarketOrder = true, Price = null, TimeInForce = Ioc };

    private protected static Told New(string id, long? leaves = null) => new("New", ("id", id), ("leaves", leaves));

    private protected static Told Trade(
        string resting, string aggressor, int quantity, decimal at, long? restingLeaves = null, long? aggressorLeaves = null,
        (int From, int To)? hours = null, long? group = null, MarketId? market = null) => new(
        "Trade", ("resting", resting), ("aggressor", aggressor), ("quantity", quantity), ("at", at), ("hours", hours),
        ("market", market), ("group", group), ("restingLeaves", restingLeaves), ("aggressorLeaves", aggressorLeaves));

    private protected static Told Replaced(string id, string orig, long leaves) =>
        new("Replaced", ("id", id), ("orig", orig), ("leaves", leaves));

    private protected static Told Cancelled(string id, CancelReason reason, long? leaves = null) =>
        new("Cancelled", ("id", id), ("reason", reason), ("leaves", leaves));

    private protected static Told Expired(string id, ExpiryReason reason, long? leaves = null) =>
        new("Expired", ("id", id), ("reason", reason), ("leaves", leaves));

    private protected static Told Rejected(string id, RejectReason reason) => new("Rejected", ("id", id), ("reason", reason));

    private protected static Told Settled(ParticipantId by, long lots, decimal at, decimal cash) =>
        new("Settled", ("by", by), ("lots", lots), ("at", at), ("cash", cash));
}
