using ComputeExchange.Gateway.Keys;

namespace ComputeExchange.Gateway.Tests;

public sealed class KeyStoreTests : IDisposable
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("keys");
    private readonly KeyStore _keys;

    public KeyStoreTests() => _keys = new KeyStore(_directory.FullName);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_key_that_was_made_is_found_as_it_was_made()
    {
        SessionKey made = _keys.Create("alpha-1", "ALPHA", ParticipantKind.MarketMaker);
        SessionKey found = _keys.Find(Code.Parse("alpha-1"))!;
        Assert.Equal((made.Session, made.Participant, made.Kind), (found.Session, found.Participant, found.Kind));
        Assert.True(made.Secret.Span.SequenceEqual(found.Secret.Span));
        Assert.Equal(found.ToString(), Assert.Single(_keys.All()).ToString());
        Assert.DoesNotContain(Convert.ToHexStringLower(made.Secret.Span), made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_there_is_not_made_again()
    {
        _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer);
        Assert.Throws<KeyFileException>(() => _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer));
    }

    [Theory]
    [InlineData("../alpha")]
    [InlineData(".alpha")]
    [InlineData("a/b")]
    [InlineData("~hedge:ALPHA")]
    [InlineData("")]
    public void A_name_that_is_no_file_name_has_no_key(string session) =>
        Assert.Throws<KeyFileException>(() => _keys.Create(session, "ALPHA", ParticipantKind.Dealer));

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void A_file_that_others_can_use_is_refused_and_told_how_to_mend(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
            return;
        _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer);
        string path = _keys.PathOf("alpha-1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        KeyFileException refused = Assert.Throws<KeyFileException>(() => _keys.Find(Code.Parse("alpha-1")));
        Assert.Equal($"Key file {path} can be used by others than its owner; run chmod 600 '{path}'.", refused.Message);
    }

    [Theory]
    [InlineData("session: other", "is for session other")]
    [InlineData("kind: broker", "needs a line 'kind:'")]
    [InlineData("key: 00", "needs a line 'key:'")]
    [InlineData("participant:", "needs a line 'participant:'")]
    [InlineData("nonsense", "has a line that is not")]
    public void A_file_that_cannot_be_understood_says_which_line(string line, string problem)
    {
        _keys.Create("alpha-1", "ALPHA", ParticipantKind.Dealer);
        string path = _keys.PathOf("alpha-1");
        string name = line.Split(':')[0];
        string[] others = [.. File.ReadAllLines(path).Where(kept => !kept.StartsWith(name + ":", StringComparison.Ordinal))];
        File.WriteAllLines(path, [.. others, line]);
        KeyFileException refused = Assert.Throws<KeyFileException>(() => _keys.Find(Code.Parse("alpha-1")));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }
}
