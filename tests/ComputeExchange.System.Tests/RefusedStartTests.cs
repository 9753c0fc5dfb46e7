using ComputeExchange.SystemTests.Processes;

namespace ComputeExchange.SystemTests;

/// <summary>Whatever stands in the way of a start is one sentence on standard error, an exit code, and nothing lost.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private const int HeaderBytes = 128;
    private const int VersionOffset = 8;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_server_on_the_same_data_directory_is_refused()
    {
        using ServerProcess server = new(_folder.DataPath);
        HostAnswer second = Serve();
        Assert.Equal(
            (1, $"The exchange did not open: The data directory '{_folder.DataPath}' is in use by another server"
                + " (it holds 'journal.lock').\n"),
            (second.ExitCode, second.Errors));
        Assert.Equal(0, server.Terminate());
    }

    [Fact]
    public void A_port_in_use_is_refused_before_the_data_directory_is_touched()
    {
        using ServerProcess server = new(_folder.DataPath);
        string other = _folder.DataPath + "-other";
        HostAnswer second = HostProgram.Run(["serve", "--data", other, "--port", $"{server.Port}"]);
        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith(
            $"The exchange did not open: Cannot listen on 127.0.0.1:{server.Port}: ", second.Errors, StringComparison.Ordinal);
        Assert.Single(second.Errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(other));
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_of_the_journal_is_refused_with_its_file_and_offset()
    {
        MakeJournal();
        string segment = _folder.Segments()[0];
        long offset = 0;
        Change(segment, bytes =>
        {
            // The second batch is durable proof that the first was whole: its first record is the one to spoil.
            offset = HeaderBytes;
            bytes[HeaderBytes + 24] ^= 1;
        });
        string sentence = $"'{Path.GetFileName(segment)}' is damaged at offset {offset}: ";

        foreach (string command in new[] { "serve", "verify", "replay" })
        {
            HostAnswer answer = command == "serve" ? Serve() : HostProgram.Run([command, "--data", _folder.DataPath]);
            Assert.Equal((1, ""), (answer.ExitCode, answer.Output));
            Assert.Contains(sentence, answer.Errors, StringComparison.Ordinal);
            Assert.Single(answer.Errors.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public void A_data_directory_of_another_version_is_refused()
    {
        MakeJournal();
        Change(_folder.Segments()[0], bytes => bytes[VersionOffset] = 2);
        HostAnswer answer = Serve();
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has format version 2, and this program reads version 1 only.", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_refused()
    {
        MakeJournal();
        string key = Directory.GetFiles(Path.Combine(_folder.DataPath, "keys"))[0];
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        HostAnswer answer = Serve();
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains($"Key file {key} can be used by others than its owner", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ComputeExchange":{"Port":70000}}""", "ComputeExchange:Port is '70000'; it must be 0 to 65535.")]
    [InlineData("""{"ComputeExchange":{"Port":"high"}}""", "ComputeExchange:Port is 'high'; it must be a whole number.")]
    [InlineData(
        """{"ComputeExchange":{"Listen":"here"}}""", "ComputeExchange:Listen is 'here'; it must be an IP address such as")]
    [InlineData(
        """{"ComputeExchange":{"Prot":9400}}""",
        "ComputeExchange:Prot is not a known setting; known in ComputeExchange are Data,")]
    [InlineData(
        """{"ComputeExchange":{"Engine":{"CommandRingSlots":3}}}""",
        "ComputeExchange:Engine:CommandRingSlots is 3; it must be a power of two from 2 to 1048576.")]
    [InlineData(
        """{"ComputeExchange":{"Gateway":{"MaxConnections":0}}}""",
        "ComputeExchange:Gateway:MaxConnections is 0; allowed is 1 to")]
    [InlineData("{", "The settings file '")]
    public void A_setting_that_cannot_be_used_is_named_with_its_value_and_what_is_allowed(string settings, string sentence)
    {
        string file = _folder.Write("settings.json", settings);
        HostAnswer answer = HostProgram.Run(["serve", "--data", _folder.DataPath, "--settings", file]);
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith($"The exchange did not open: {sentence}", answer.Errors, StringComparison.Ordinal);
        Assert.Single(answer.Errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(_folder.DataPath));
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("verify")]
    public void A_directory_that_is_not_there_is_not_made_by_looking_at_it(string command)
    {
        HostAnswer answer = HostProgram.Run([command, "--data", _folder.DataPath]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains($"there is no data directory '{_folder.DataPath}'.", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.DataPath));
    }

    private HostAnswer Serve() => HostProgram.Run(["serve", "--data", _folder.DataPath, "--port", "0"]);

    /// <summary>Two runs, so that the journal holds more than one batch for certain.</summary>
    private void MakeJournal()
    {
        for (int run = 0; run < 2; run++)
            using (ServerProcess server = new(_folder.DataPath))
                Assert.Equal(0, server.Terminate());
    }

    private static void Change(string path, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }
}
