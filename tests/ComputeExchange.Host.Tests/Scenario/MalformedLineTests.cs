using System.Text;
using ComputeExchange.Host.Scenario;
using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

/// <summary>What cannot be read stops the run with one sentence; nothing is guessed and nothing passed over.</summary>
/// <remarks>Apostrophes stand for quotation marks in the lines below.</remarks>
public sealed class MalformedLineTests
{
    private const string Order = "{'do':'order','participant':'A','clOrdId':'a','side':'buy','sku':'S','region':'R',"
        + "'start':'2026-08-01T00:00:00Z','hours':24,'gpus':8,'price':2.5}";

    private const string Quote =
        "{'do':'quote','participant':'A','quoteId':'q','basket':'B','month':'2026-08','bid':{'price':2,'lots':1}}";

    private const string Basket =
        "{'do':'basket','basket':'B','months':['2026-08'],'constituents':[{'sku':'S','region':'R','share':1}]}";

    [Theory]
    [InlineData("{'do':'orders'", "not JSON at byte 15")]
    [InlineData("{'do':'orders'} x", "not JSON at byte 17")]
    [InlineData("{'do':'orders',}", "not JSON at byte 16")]
    [InlineData("nonsense", "not JSON at byte 2")]
    [InlineData("[]", "the line must be one JSON object.")]
    [InlineData("7", "the line must be one JSON object.")]
    [InlineData("null", "the line must be one JSON object.")]
    [InlineData("{}", "the field 'do' is missing.")]
    [InlineData("{'do':null}", "the field 'do' is missing.")]
    [InlineData("{'do':7}", "the field 'do' must be a word, not 7.")]
    [InlineData("{'do':'ORDERS'}", "the field 'do' must be a known word (see docs/SCENARIOS.md), not \"ORDERS\".")]
    [InlineData("{'do':'orders','do':'orders'}", "the field 'do' is given twice.")]
    [InlineData("{'do':'orders','d\\u006f':'orders'}", "the field 'do' is given twice.")]
    [InlineData("{'do':'orders','all':true}", "the field 'all' is not known here.")]
    [InlineData("{'do':'orders','all':null}", "the field 'all' is not known here.")]
    [InlineData("{'do':'region','region':''}",
        "the field 'region' must be a code of 1 to 32 printable ASCII characters, not \"\".")]
    [InlineData("{'do':'region','region':'r\\ud800'}", "the field 'region' must be a code")]
    [InlineData("{'do':'region','region':'abcdefghijklmnopqrstuvwxyz0123456'}", "the field 'region' must be a code")]
    [InlineData("{'do':'sku','sku':'S','lot':'8'}", "the field 'lot' must be a whole number, not \"8\".")]
    [InlineData("{'do':'sku','sku':'S','lot':8.5}", "the field 'lot' must be a whole number, not 8.5.")]
    [InlineData("{'do':'participant','participant':'A','kind':'bank'}", "the field 'kind' must be \"principal\"")]
    [InlineData("{'do':'time','at':'2026-08-01'}", "the field 'at' must be an ISO 8601 UTC time")]
    [InlineData("{'do':'time'}", "the field 'at' is missing.")]
    [InlineData("{'do':'kill'}", "the field 'participant' is missing.")]
    [InlineData("{'do':'kill','participant':'A','reduceOnly':1}", "the field 'reduceOnly' must be true or false, not 1.")]
    [InlineData("{'do':'revive','participant':'A','reduceOnly':true}", "the field 'reduceOnly' is not known here.")]
    [InlineData("{'do':'credit','from':'A','to':'B','limit':'1'}", "the field 'limit' must be a number")]
    [InlineData("{'do':'hedgeRatio','sku':'S','region':'R','basket':'B','ratio':0.0000001}",
        "the field 'ratio' must be a multiple of 0.000001, not 0.0000001.")]
    [InlineData("{'do':'index','basket':'B','value':2,'hash':'xyz'}", "the field 'hash' must be 16 hexadecimal digits")]
    [InlineData("{'do':'cancel','participant':'A','orig':'123456789012345678901'}", "the field 'orig' must be an id of 1 to 20")]
    [InlineData("{'do':'top','participant':'A','basket':'B'}", "the field 'month' is missing.")]
    [InlineData("{'do':'top','participant':'A','basket':'B','month':'2026-08','sku':'S'}", "the field 'sku' is not known here.")]
    public void A_line_that_cannot_be_read_stops_the_run(string line, string sentence) => AssertStops(line, sentence);

    [Theory]
    [InlineData("'clOrdId':'a'", "'clOrdId':''", "the field 'clOrdId' must be an id of 1 to 20")]
    [InlineData("'clOrdId':'a'", "'clOrdId':'123456789012345678901'", "the field 'clOrdId' must be an id of 1 to 20")]
    [InlineData("'clOrdId':'a'", "'clOrdId':'ä'", "the field 'clOrdId' must be an id of 1 to 20")]
    [InlineData("'clOrdId':'a'", "'clOrdId':1", "the field 'clOrdId' must be an id of 1 to 20")]
    [InlineData("'clOrdId':'a',", "", "the field 'clOrdId' is missing.")]
    [InlineData("'side':'buy'", "'side':'Buy'", "the field 'side' must be \"buy\" or \"sell\", not \"Buy\".")]
    [InlineData("'hours':24", "'hours':null", "the field 'hours' is missing.")]
    [InlineData("'gpus':8", "'lots':8", "the field 'gpus' is missing.")]
    [InlineData("'gpus':8", "'gpus':8,'lots':8", "the field 'lots' is not known here.")]
    [InlineData("'gpus':8", "'gpus':8,'basket':'B','month':'2026-08'", "the field 'lots' is missing.")]
    [InlineData("'gpus':8", "'gpus':true", "the field 'gpus' must be a whole number, not true.")]
    [InlineData("T00:00:00Z", "T00:30:00Z", "the field 'start' must be a time on a whole hour")]
    [InlineData("'price':2.5", "'price':'2.5'", "the field 'price' must be a number, not \"2.5\".")]
    [InlineData("'price':2.5", "'price':2.5,'postOnly':1", "the field 'postOnly' must be true or false, not 1.")]
    [InlineData("'price':2.5", "'price':2.5,'tif':'gtc'", "the field 'tif' must be \"Day\"")]
    [InlineData("'price':2.5", "'price':2.5,'type':'stop'", "the field 'type' must be \"limit\" or \"market\", not \"stop\".")]
    [InlineData("'price':2.5", "'price':2.5,'stp':'None'", "the field 'stp' must be \"CancelResting\"")]
    [InlineData("'price':2.5", "'price':2.5,'supports':'y'", "the field 'supports' must be an array")]
    [InlineData("'price':2.5", "'price':2.5,'latestStart':'2026-08-01T00:00:01Z'",
        "the field 'latestStart' must be a time on a whole hour")]
    [InlineData("'price':2.5", "'price':2.5,'alternatives':[{'sku':'S'}]", "the field 'region' is missing.")]
    [InlineData("'price':2.5", "'price':2.5,'expire':7", "the field 'expire' must be an ISO 8601 UTC time")]
    public void An_order_that_cannot_be_read_stops_the_run(string replaced, string by, string sentence) =>
        AssertStops(Order.Replace(replaced, by, StringComparison.Ordinal), sentence);

    [Theory]
    [InlineData("'q'", "'1234567890123456789'", "the field 'quoteId' must be an id of 1 to 18 printable ASCII characters")]
    [InlineData(",'lots':1", "", "the field 'lots' is missing.")]
    [InlineData(",'lots':1", ",'lots':1,'gpus':1", "the field 'gpus' is not known here.")]
    [InlineData("{'price':2,'lots':1}", "[]", "the field 'bid' must be an object, not [].")]
    [InlineData("'2026-08'", "'2026-8'", "the field 'month' must be a month such as \"2026-08\", not \"2026-8\".")]
    public void A_quote_that_cannot_be_read_stops_the_run(string replaced, string by, string sentence) =>
        AssertStops(Quote.Replace(replaced, by, StringComparison.Ordinal), sentence);

    [Theory]
    [InlineData("['2026-08']", "'2026-08'", "the field 'months' must be an array")]
    [InlineData("['2026-08']", "['2026-13']", "the field 'months' must be a month")]
    [InlineData("['2026-08']", "['0000-01']", "the field 'months' must be a month")]
    [InlineData("['2026-08']", "[7]", "the field 'months' must be a month")]
    [InlineData(",'share':1", "", "the field 'share' is missing.")]
    [InlineData("[{", "[7,{", "the field 'constituents' must be an object, not 7.")]
    public void A_basket_that_cannot_be_read_stops_the_run(string replaced, string by, string sentence) =>
        AssertStops(Basket.Replace(replaced, by, StringComparison.Ordinal), sentence);

    [Fact]
    public void The_events_of_the_lines_before_it_are_printed()
    {
        ScenarioRun run = ScenarioRun.Of("{\"do\":\"cancel\",\"participant\":\"X\",\"orig\":\"o\"}", "nonsense");
        string refused = Assert.Single(run.Lines).Replace('"', '\'');
        Assert.Equal("{'event':'rejected','participant':'X','clOrdId':'o','reason':'UnknownParticipant'}", refused);
        Assert.StartsWith("line 2: not JSON at byte 2", run.Stopped, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_stop_the_run() =>
        Assert.Equal("line 1: the line is not valid UTF-8.", ScenarioRun.Of([(byte)'{', 0xFF, (byte)'}']).Stopped);

    [Fact]
    public void A_line_without_end_stops_the_run_instead_of_filling_the_memory() =>
        Assert.Equal($"line 1: the line is longer than {LineSource.MaxLineBytes} bytes.",
            ScenarioRun.Of(Encoding.ASCII.GetBytes(new string(' ', LineSource.MaxLineBytes * 3))).Stopped);

    [Fact]
    public void More_fields_than_any_form_has_stop_the_run()
    {
        string fields = string.Join(',', Enumerable.Range(0, JsonFields.MaxFields + 1).Select(i => $"\"f{i}\":0"));
        Assert.Equal($"line 1: there are more than {JsonFields.MaxFields} fields.", ScenarioRun.Of("{" + fields + "}").Stopped);
    }

    private static void AssertStops(string line, string sentence)
    {
        ScenarioRun run = ScenarioRun.Of("", line.Replace('\'', '"'), "{\"do\":\"orders\"}");
        Assert.NotNull(run.Stopped);
        Assert.StartsWith("line 2: " + sentence, run.Stopped, StringComparison.Ordinal);
        Assert.Empty(run.Lines);
    }
}
