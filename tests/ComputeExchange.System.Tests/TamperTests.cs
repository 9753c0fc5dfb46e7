using System.Buffers.Binary;
using ComputeExchange.Journal;
using ComputeExchange.SystemTests.Processes;

namespace ComputeExchange.SystemTests;

/// <summary>What `verify --head` makes of a directory: a participant who kept what its logon was told can hold the operator to
/// it.</summary>
public sealed class TamperTests : IDisposable
{
    private const int SegmentHeaderBytes = 128;
    private const int JournalIdOffset = 40;
    private const int ChecksumOffset = 4;
    private const int FirstChecked = 8;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_hash_that_a_logon_told_proves_the_journal_and_finds_an_edit_with_a_checksum_made_anew()
    {
        string told;
        using (ServerProcess server = new(_folder.DataPath))
        {
            await using (ExchangeClient maker = await server.ConnectAsync(Listed.Maker))
                await maker.EnterAsync(Order.Buy(Listed.Future(maker), 7, 2.5m, "stays"));
            await using (ExchangeClient dealer = await server.ConnectAsync(Listed.Dealer))
                told = dealer.Session.JournalHead.ToString();
            Assert.Equal(0, server.Terminate());
        }

        HostAnswer proven = Verify(told);
        Assert.Equal((0, ""), (proven.ExitCode, proven.Errors));
        Assert.InRange(
            proven.Json.GetProperty("provenSequence").GetInt64(), 1, proven.Json.GetProperty("headSequence").GetInt64());
        Assert.Equal(0, Verify(proven.Json.GetProperty("head").GetString()!).ExitCode);

        // A later time in the header of a command early on: every checksum fits, and replay makes the same market of it.
        EditFirstCommand();
        Assert.Equal(0, HostProgram.Run(["verify", "--data", _folder.DataPath]).ExitCode);
        HostAnswer found = Verify(told);
        Assert.Equal(1, found.ExitCode);
        Assert.Contains($"has it the hash {told}", found.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_that_is_none_is_refused_as_one_sentence()
    {
        HostAnswer answer = Verify("abc");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--head is 'abc'; it must be 64 hexadecimal digits.", answer.Errors, StringComparison.Ordinal);
    }

    private HostAnswer Verify(string head) =>
        HostProgram.Run(["verify", "--data", _folder.DataPath, "--head", head, "--json"]);

    private void EditFirstCommand()
    {
        string path = _folder.Segments()[0];
        byte[] bytes = File.ReadAllBytes(path);
        Span<byte> record = bytes.AsSpan(SegmentHeaderBytes);
        record = record[..BinaryPrimitives.ReadInt32LittleEndian(record)];
        record[20] ^= 1;
        uint seed = Crc32C.Compute(bytes.AsSpan(JournalIdOffset, 16));
        uint checksum = Crc32C.Append(Crc32C.Append(seed, record[..ChecksumOffset]), record[FirstChecked..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[ChecksumOffset..], checksum);
        File.WriteAllBytes(path, bytes);
    }
}
