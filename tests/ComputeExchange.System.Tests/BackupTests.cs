using System.Text.Json;
using ComputeExchange.SystemTests.Processes;
using Xunit.Abstractions;

namespace ComputeExchange.SystemTests;

/// <summary>`backup` while the server trades: a server that is started on the copy has the state that the running one had.</summary>
public sealed class BackupTests(ITestOutputHelper output) : IDisposable
{
    private const int Backups = 3;
    private const int OrdersOfEach = 3_000;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_under_load_restores_to_the_state_that_the_server_had()
    {
        LoadedSession[] sessions = [new(Listed.Dealer), new(Listed.OtherDealer), new(Listed.Maker), new(Listed.OtherMaker)];
        List<JsonElement> taken = [];
        using (ServerProcess server = new(_folder.DataPath))
        {
            ExchangeClient[] clients = await Task.WhenAll(sessions.Select(session => server.ConnectAsync(session.Name)));
            int acknowledged = 0;
            Task load = Task.WhenAll(sessions.Select((session, i) => session.EnterAsync(
                clients[i], OrdersOfEach, isBuyer: i % 2 == 0, () => Interlocked.Increment(ref acknowledged))));
            long acknowledgedMeanwhile = 0;
            for (int number = 0; number < Backups; number++)
            {
                int before = Volatile.Read(ref acknowledged);
                HostAnswer answer = await Task.Run(
                    () => HostProgram.Run(["backup", "--data", _folder.DataPath, CopyOf(taken.Count), "--json"]));
                Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
                taken.Add(answer.Json);
                int after = Volatile.Read(ref acknowledged);
                acknowledgedMeanwhile += after - before;
                output.WriteLine($"backed up between {before} and {after} acknowledged orders: {answer.Output.TrimEnd()}");
            }

            Assert.True(acknowledgedMeanwhile > 0, "no order was acknowledged during a backup");

            await load.WaitAsync(HostProgram.Limit);
            foreach (ExchangeClient client in clients)
                await client.DisposeAsync();
            Assert.Equal(0, server.Terminate());
        }

        for (int number = 0; number < taken.Count; number++)
            AssertRestores(taken[number], CopyOf(number));
    }

    [Fact]
    public void Without_a_server_all_of_it_is_backed_up_and_nothing_is_written_over()
    {
        using (ServerProcess server = new(_folder.DataPath))
            Assert.Equal(0, server.Terminate());
        HostAnswer answer = HostProgram.Run(["backup", "--data", _folder.DataPath, CopyOf(0), "--json"]);
        Assert.Equal(0, answer.ExitCode);
        HostAnswer verified = HostProgram.Run(["verify", "--data", _folder.DataPath, "--json"]);
        Assert.Equal(
            (verified.Json.GetProperty("sequence").GetInt64(), verified.Json.GetProperty("head").GetString()),
            (answer.Json.GetProperty("sequence").GetInt64(), answer.Json.GetProperty("head").GetString()));

        HostAnswer again = HostProgram.Run(["backup", "--data", _folder.DataPath, CopyOf(0)]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is there already", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_is_confirmed_to_a_server_that_runs_and_to_no_other()
    {
        using (ServerProcess server = new(_folder.DataPath))
        {
            Assert.Equal(0, HostProgram.Run(["follow-clock", "--data", _folder.DataPath]).ExitCode);
            Assert.Equal(0, server.Terminate());
            Assert.Contains("an operator confirmed the wall clock", server.Errors, StringComparison.Ordinal);
        }

        HostAnswer nobody = HostProgram.Run(["follow-clock", "--data", _folder.DataPath]);
        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("no server runs on", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_stops_nothing_is_not_skipped()
    {
        using (ServerProcess server = new(_folder.DataPath))
            Assert.Equal(0, server.Terminate());
        HostAnswer answer = HostProgram.Run(["serve", "--data", _folder.DataPath, "--port", "0", "--skip", "3"]);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Command 3 is not skipped", answer.Errors, StringComparison.Ordinal);
        Assert.Equal(2, HostProgram.Run(["serve", "--skip", "none"]).ExitCode);
    }

    private void AssertRestores(JsonElement backup, string copy)
    {
        long sequence = backup.GetProperty("sequence").GetInt64();
        string stateHash = backup.GetProperty("stateHash").GetString()!;
        HostAnswer source = HostProgram.Run(
            ["replay", "--data", _folder.DataPath, "--to-sequence", $"{sequence}", "--json"]);
        Assert.Equal(stateHash, source.Json.GetProperty("stateHash").GetString());
        using ServerProcess restored = new(copy);
        Assert.Equal((sequence, stateHash), (restored.Sequence, restored.StateHash));
        Assert.Equal(0, restored.Terminate());
    }

    private string CopyOf(int number) => $"{_folder.DataPath}-backup-{number}";
}
