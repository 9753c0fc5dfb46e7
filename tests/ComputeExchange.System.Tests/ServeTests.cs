using System.Globalization;
using ComputeExchange.SystemTests.Processes;

namespace ComputeExchange.SystemTests;

/// <summary>A server as its users meet it: it opens, they trade, it ends, it carries on.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dealer_and_a_neocloud_trade_a_forward_over_TCP()
    {
        using ServerProcess server = new(_folder.DataPath);
        await using ExchangeClient dealer = await server.ConnectAsync(Listed.Dealer);
        TaskCompletionSource<ExecutionReport> traded = new();
        await using ExchangeClient neocloud = await server.ConnectAsync(Listed.Neocloud, client => client.Reported += report =>
        {
            if (report.Type == ExecutionType.Trade)
                traded.TrySetResult(report);
        });

        await neocloud.EnterAsync(Order.Sell(Listed.Window(neocloud), 64, 2.5m, "offer"));
        ExecutionReport bid = await dealer.EnterAsync(Order.Buy(Listed.Window(dealer), 24, 2.6m, "bid"));
        ExecutionReport trade = await traded.Task.WaitAsync(HostProgram.Limit);

        Assert.Equal(ExecutionType.New, bid.Type);
        Assert.Equal((24, 2.5m, 40L), (trade.Quantity, trade.Price.Dollars, trade.Leaves));
        Assert.Equal(dealer.Session.Participant, trade.Counterparty);
    }

    [Fact]
    public async Task After_a_clean_end_a_start_carries_on_where_it_was()
    {
        string stateHash;
        long sequence;
        using (ServerProcess server = new(_folder.DataPath))
        {
            await using ExchangeClient maker = await server.ConnectAsync(Listed.Maker);
            Assert.Equal(ExecutionType.New, (await maker.EnterAsync(Order.Buy(Listed.Future(maker), 7, 2.5m, "stays"))).Type);
            Assert.Equal(0, server.Terminate());
            HostAnswer replay = HostProgram.Run(["replay", "--data", _folder.DataPath, "--json"]);
            stateHash = replay.Json.GetProperty("stateHash").GetString()!;
            sequence = replay.Json.GetProperty("sequence").GetInt64();
        }

        using ServerProcess again = new(_folder.DataPath);
        Assert.Equal((sequence, stateHash), (again.Sequence, again.StateHash));
        List<ExecutionReport> told = [];
        await using ExchangeClient back = await again.ConnectAsync(Listed.Maker, client => client.Reported += told.Add);
        OpenOrderList open = await back.OpenOrdersAsync();
        Assert.Equal("stays", Assert.Single(open.Orders).ClOrdId.ToString());
        Assert.Equal([1L], told.Select(report => report.ReportNumber));
    }

    [Fact]
    public void Without_json_it_prints_its_address_and_the_key_files_in_a_table()
    {
        using ServerProcess server = new(_folder.DataPath);
        Assert.Equal(0, server.Terminate());
        using System.Diagnostics.Process process = HostProgram.Start("serve", "--data", _folder.DataPath, "--port", "0");
        try
        {
            List<string> lines = [];
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
                lines.Add(line);
            Assert.StartsWith("ComputeExchange is open on 127.0.0.1:", lines[0], StringComparison.Ordinal);
            string[] keys = [.. lines.Where(line => line.EndsWith(".key", StringComparison.Ordinal))];
            Assert.Equal(14, keys.Length);
            Assert.All(keys, line => Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(line[line.IndexOf('/', StringComparison.Ordinal)..])));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public void Replay_and_verify_stop_at_a_command_and_show_the_books_as_of_then()
    {
        using (ServerProcess server = new(_folder.DataPath))
            Assert.Equal(0, server.Terminate());
        HostAnswer whole = HostProgram.Run(["replay", "--data", _folder.DataPath, "--json", "--books"]);
        long last = whole.Json.GetProperty("sequence").GetInt64();
        HostAnswer cut = HostProgram.Run(
            ["replay", "--data", _folder.DataPath, "--json", "--to-sequence", (last - 1).ToString(CultureInfo.InvariantCulture)]);

        HostAnswer verified = HostProgram.Run(["verify", "--data", _folder.DataPath, "--json", "--books"]);

        Assert.Equal((0, 0, 0), (whole.ExitCode, cut.ExitCode, verified.ExitCode));
        Assert.Equal(whole.Json.GetProperty("tops").GetRawText(), verified.Json.GetProperty("tops").GetRawText());
        Assert.Equal(whole.Json.GetProperty("orders").GetRawText(), verified.Json.GetProperty("orders").GetRawText());
        Assert.Equal(last - 1, cut.Json.GetProperty("sequence").GetInt64());
        Assert.NotEqual(
            whole.Json.GetProperty("stateHash").GetString(), cut.Json.GetProperty("stateHash").GetString());
        Assert.Empty(whole.Json.GetProperty("orders").EnumerateArray());
    }

    [Fact]
    public void A_scenario_runs_from_standard_input_to_standard_output()
    {
        string input = """
            {"do":"sku","sku":"H200","lot":8}
            {"do":"region","region":"us-east-1"}
            {"do":"participant","participant":"ALPHA","kind":"dealer"}
            {"do":"basket","basket":"B","months":["2026-08"],"constituents":[{"sku":"H200","region":"us-east-1","share":1}]}
            {"do":"order","participant":"ALPHA","clOrdId":"a1","side":"sell","basket":"B","month":"2026-08","lots":64,"price":2.5}

            """;
        HostAnswer answer = HostProgram.Run(["scenario", "-"], input);
        Assert.Equal(
            (0, "{\"event\":\"new\",\"participant\":\"ALPHA\",\"clOrdId\":\"a1\",\"leaves\":64}\n", ""),
            (answer.ExitCode, answer.Output, answer.Errors));
    }
}
