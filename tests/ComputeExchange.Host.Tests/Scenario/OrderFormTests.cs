using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>What the fields of trading lines mean, seen by what the engine makes of them.</summary>
/// <remarks>Apostrophes stand for quotation marks in the lines below. docs/SCENARIOS.md shows the other forms.</remarks>
public sealed class OrderFormTests
{
    private const string Window = "'sku':'H200','region':'us-east-1','start':'2026-08-01T00:00:00Z','hours':24";
    private const string Sell =
        "{'do':'order','participant':'ALPHA','clOrdId':'a','side':'sell'," + Window + ",'gpus':64,'price':2.5";
    private const string Buy =
        "{'do':'order','participant':'BETA','clOrdId':'b','side':'buy'," + Window + ",'gpus':64,'price':2.5";
    private const string NewSell = "{'event':'new','participant':'ALPHA','clOrdId':'a','leaves':64}";
    private const string NewBuy = "{'event':'new','participant':'BETA','clOrdId':'b','leaves':64}";

    private static readonly string[] Setup =
    [
        "{'do':'sku','sku':'H200'}",
        "{'do':'region','region':'us-east-1'}",
        "{'do':'participant','participant':'ALPHA','kind':'dealer'}",
        "{'do':'participant','participant':'BETA','kind':'principal'}",
        "{'do':'credit','from':'ALPHA','to':'BETA','limit':1e6}",
        "{'do':'credit','from':'BETA','to':'ALPHA','limit':1e6}",
        "{'do':'basket','basket':'B','months':['2026-08'],'constituents':[{'sku':'H200','region':'us-east-1','share':1}]}",
        "{'do':'time','at':'2026-07-01T00:00:00Z'}",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(",'tif':null,'minQty':null,'divisible':null,'supports':null,'alternatives':null,'stp':null,'type':null")]
    [InlineData(",'postOnly':false,'allOrNone':false,'supports':[],'alternatives':[]")]
    [InlineData(",'type':'limit','tif':'GTC','stp':'CancelResting'")]
    public void What_is_null_false_empty_or_the_default_word_is_as_if_left_out(string fields) =>
        AssertPrints([Buy + fields + "}"], [NewBuy]);

    [Theory]
    [InlineData(",'maxParts':1,'basket':null", "")]
    [InlineData(",'minQty':0", "InvalidQuantity")]
    [InlineData(",'display':8", "InvalidCombination")]
    [InlineData(",'divisible':1", "InvalidCombination")]
    [InlineData(",'supports':['y']", "InvalidCombination")]
    [InlineData(",'expire':'2026-07-02T00:00:00Z'", "InvalidExpiry")]
    [InlineData(",'tif':'GTD'", "InvalidExpiry")]
    [InlineData(",'tif':'GTD','expire':'9999-12-31T23:59:59Z'", "")]
    [InlineData(",'step':0", "InvalidWindow")]
    [InlineData(",'maxParts':99999999999999999999", "InvalidWindow")]
    [InlineData(",'alternatives':[{'sku':'H200','region':'us-east-1','price':2}]", "InvalidCombination")]
    [InlineData(",'alternatives':[{'sku':'H300','region':'us-east-1','price':2}]", "UnknownInstrument")]
    [InlineData(",'type':'market'", "InvalidCombination")]
    [InlineData(",'type':'market','tif':'GTC'", "InvalidCombination")]
    public void A_number_given_counts_as_given(string fields, string reason) =>
        AssertPrints([Buy + fields + "}"], [reason.Length == 0 ? NewBuy : Rejected("BETA", "b", reason)]);

    [Theory]
    [InlineData("'gpus':64", "'gpus':1e100", "InvalidQuantity")]
    [InlineData("'gpus':64", "'gpus':-64", "InvalidQuantity")]
    [InlineData("'price':2.5", "'price':2.50001", "InvalidPrice")]
    [InlineData("'price':2.5", "'price':1e300", "InvalidPrice")]
    [InlineData("'price':2.5", "'price':null", "InvalidPrice")]
    [InlineData("'hours':24", "'hours':1e30", "InvalidWindow")]
    [InlineData("'hours':24", "'hours':-1", "InvalidWindow")]
    [InlineData("'BETA'", "'GAMMA'", "UnknownParticipant")]
    [InlineData("'us-east-1'", "'mars'", "UnknownInstrument")]
    [InlineData("2026-08-01", "0001-08-01", "GateClosed")]
    public void What_can_be_read_and_makes_no_sense_is_refused_by_the_engine(string replaced, string by, string reason)
    {
        string participant = by == "'GAMMA'" ? "GAMMA" : "BETA";
        AssertPrints([Buy.Replace(replaced, by, StringComparison.Ordinal) + "}"], [Rejected(participant, "b", reason)]);
    }

    [Fact]
    public void A_whole_number_may_be_written_with_decimals_and_exponents() =>
        AssertPrints([Buy.Replace("'gpus':64", "'gpus':6.40e1", StringComparison.Ordinal) + "}"], [NewBuy]);

    [Fact]
    public void A_workload_is_defined_by_the_first_order_that_names_it() =>
        AssertPrints(
            [Sell + ",'supports':['y','z']}", Buy + ",'workload':'x','tif':'IOC'}", Buy + ",'workload':'z'}"],
            [
                NewSell, NewBuy,
                "{'event':'cancelled','participant':'BETA','clOrdId':'b','leaves':64,'reason':'ImmediateOrCancel'}",
                NewBuy,
                Trade(1, "BETA", "b", "ALPHA", "a", Window + ",'gpus':64,'price':2.5"),
            ]);

    [Fact]
    public void Replaces_cancels_and_quotes_are_rejected_under_their_own_ids() =>
        AssertPrints(
            [
                "{'do':'replace','participant':'ALPHA','clOrdId':'n','orig':'o','gpus':8}",
                "{'do':'cancel','participant':'ALPHA','orig':'o'}",
                "{'do':'quote','participant':'BETA','quoteId':'q','basket':'B','month':'2026-08'}",
                "{'do':'massCancel','participant':'NOBODY'}",
                "{'do':'kill','participant':'NOBODY'}",
                "{'do':'top','participant':'ALPHA','basket':'B','month':'2026-09'}",
            ],
            [
                Rejected("ALPHA", "n", "UnknownOrder"),
                Rejected("ALPHA", "o", "UnknownOrder"),
                Rejected("BETA", "q", "NotPermitted"),
                "{'event':'rejected','participant':'NOBODY','reason':'UnknownParticipant'}",
                "{'event':'rejected','reason':'UnknownParticipant'}",
                "{'event':'rejected','participant':'ALPHA','reason':'UnknownInstrument'}",
            ]);

    [Fact]
    public void An_offer_sold_in_slices_and_a_bid_assembled_of_two_trade_as_the_rules_work_out() =>
        AssertPrints(
            [
                "{'do':'participant','participant':'C','kind':'dealer'}",
                "{'do':'credit','from':'C','to':'ALPHA','limit':1e6}",
                "{'do':'credit','from':'ALPHA','to':'C','limit':1e6}",
                "{'do':'credit','from':'C','to':'BETA','limit':1e6}",
                "{'do':'credit','from':'BETA','to':'C','limit':1e6}",
                Sell + ",'divisible':4}",
                "{'do':'order','participant':'BETA','clOrdId':'b','side':'sell'," + Slice(0, 12) + ",'gpus':64,'price':2.4}",
                "{'do':'order','participant':'C','clOrdId':'c','side':'buy'," + Window + ",'gpus':64,'price':2.47,'maxParts':2}",
                "{'do':'order','participant':'C','clOrdId':'d','side':'buy'," + Slice(4, 8) + ",'gpus':32,'price':2.5}",
                "{'do':'orders'}",
            ],
            [
                "{'event':'new','participant':'ALPHA','clOrdId':'a','leaves':1536}",
                NewBuy,
                "{'event':'new','participant':'C','clOrdId':'c','leaves':64}",
                Trade(1, "C", "c", "BETA", "b", Slice(0, 12) + ",'gpus':64,'price':2.4"),
                Trade(1, "C", "c", "ALPHA", "a", Slice(12, 12) + ",'gpus':64,'price':2.5"),
                "{'event':'new','participant':'C','clOrdId':'d','leaves':32}",
                Trade(2, "C", "d", "ALPHA", "a", Slice(4, 8) + ",'gpus':32,'price':2.5"),
                "{'event':'open','participant':'ALPHA','clOrdId':'a','side':'sell','price':2.5,'leaves':512,"
                    + "'profile':[['2026-08-01T00:00:00Z',4,64],['2026-08-01T04:00:00Z',8,32]]}",
            ]);

    private static string Slice(int hour, int hours) =>
        $"'sku':'H200','region':'us-east-1','start':'2026-08-01T{hour:D2}:00:00Z','hours':{hours}";

    private static string Trade(int group, string buyer, string buyOrder, string seller, string sellOrder, string what) =>
        $"{{'event':'trade','group':{group},'buyer':'{buyer}','buyOrder':'{buyOrder}',"
        + $"'seller':'{seller}','sellOrder':'{sellOrder}',{what}}}";

    private static string Rejected(string participant, string clOrdId, string reason) =>
        $"{{'event':'rejected','participant':'{participant}','clOrdId':'{clOrdId}','reason':'{reason}'}}";

    private static void AssertPrints(string[] lines, string[] events) =>
        ScenarioRun.Of([.. Setup.Concat(lines).Select(Quoted)]).ShouldPrint([.. events.Select(Quoted)]);

    private static string Quoted(string line) => line.Replace('\'', '"');
}
