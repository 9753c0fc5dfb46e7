using ComputeExchange.Journal;

namespace ComputeExchange.Gateway.Tests;

public class LogonTests
{
    [Fact]
    public void A_right_answer_to_the_nonce_opens_and_connects_the_session()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);

        LogonAccepted accepted = alpha.Single<LogonAccepted>();
        Assert.Equal(DemoMarket.Alpha, accepted.Participant);
        Assert.Equal(ParticipantKind.Dealer, accepted.Kind);
        Assert.Equal(0, accepted.LastRequestNumber);
        Assert.Equal(0, accepted.LastReportNumber);
        Assert.Equal(1, accepted.FirstReportNumber);
        Assert.Equal(venue.Engine.Now, accepted.Time);
        Assert.Equal(
            [CommandKind.OpenSession, CommandKind.ConnectSession],
            venue.Engine.Applied.TakeLast(2).Select(command => command.Kind));
    }

    [Fact]
    public void It_is_told_the_hash_of_the_journals_head()
    {
        using TestVenue venue = new();
        byte[] hash = [.. Enumerable.Range(1, Bytes32.Size).Select(value => (byte)value)];
        venue.Engine.JournalHead = new JournalHead(7, ChainHash.From(hash));

        Assert.Equal(Bytes32.From(hash), venue.LogOn(TestVenue.AlphaSession).Single<LogonAccepted>().JournalHead);
    }

    [Fact]
    public void A_session_that_is_open_is_not_opened_again()
    {
        using TestVenue venue = new();
        venue.LogOn(TestVenue.AlphaSession).Cut();
        venue.LogOn(TestVenue.AlphaSession);
        Assert.Single(venue.Engine.Applied, command => command.Kind == CommandKind.OpenSession);
    }

    [Fact]
    public void Reference_data_with_its_ids_comes_before_the_first_report()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 10, 2.5m));

        Assert.Equal(
            [
                MessageType.Hello, MessageType.LogonAccepted, MessageType.ReferenceSku, MessageType.ReferenceRegion,
                MessageType.ReferenceRegion, MessageType.ReferenceParticipant, MessageType.ReferenceParticipant,
                MessageType.ReferenceParticipant, MessageType.ReferenceWorkload, MessageType.ReferenceBasket,
                MessageType.ReferenceDataEnd, MessageType.OrderAccepted,
            ],
            alpha.Types);
        Assert.Equal("H200", alpha.Single<ReferenceSku>().Definition.Code.ToString());
        Assert.Equal(DemoMarket.Beta, alpha.All<ReferenceParticipant>()[1].Id);
    }

    [Fact]
    public void Reference_data_defined_later_is_told_to_every_session()
    {
        using TestVenue venue = new();
        WireClient alpha = venue.LogOn(TestVenue.AlphaSession);
        WireClient desk = venue.LogOn(TestVenue.DeskSession);
        alpha.Forget();
        desk.Request(Command.Of(default, new DefineRegion { Code = Code.Parse("ap-south-1") }));

        ReferenceRegion region = alpha.Single<ReferenceRegion>();
        Assert.Equal("ap-south-1", region.Definition.Code.ToString());
        Assert.Equal(region.Id.Value, desk.Single<RequestApplied>().Id);
        Assert.Equal(region, venue.LogOn(TestVenue.BetaSession).All<ReferenceRegion>()[^1]);
    }

    [Fact]
    public void A_wrong_key_is_refused_without_a_word_to_the_engine()
    {
        using TestVenue venue = new();
        int applied = venue.Engine.Applied.Count;
        WireClient client = venue.Connect();
        client.LogOn(TestVenue.AlphaSession, change: logon => logon with { Answer = default });
        Assert.Equal(DisconnectReason.WrongKey, client.EndReason);
        Assert.Equal(applied, venue.Engine.Applied.Count);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("../alpha-1")]
    [InlineData("~hedge:ALPHA")]
    public void A_session_without_a_key_is_refused_as_a_wrong_key_is(string session)
    {
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        client.LogOn(session);
        Assert.Equal(DisconnectReason.WrongKey, client.EndReason);
    }

    [Fact]
    public void An_answer_to_another_connections_nonce_is_refused()
    {
        using TestVenue venue = new();
        Bytes32 other = venue.Connect().Single<Hello>().Nonce;
        Code name = Code.Parse(TestVenue.AlphaSession);
        Bytes32 replayed = LogonAnswer.Of(venue.Keys.Find(name)!.Secret.Span, other, name);
        WireClient client = venue.Connect();
        client.LogOn(TestVenue.AlphaSession, change: logon => logon with { Answer = replayed });
        Assert.Equal(DisconnectReason.WrongKey, client.EndReason);
    }

    [Fact]
    public void A_key_is_good_from_the_moment_its_file_is_there()
    {
        using TestVenue venue = new();
        venue.Keys.Create("alpha-2", "ALPHA", ParticipantKind.Dealer);
        Assert.Equal(DemoMarket.Alpha, venue.LogOn("alpha-2").Single<LogonAccepted>().Participant);
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_refused_and_the_log_says_why()
    {
        if (OperatingSystem.IsWindows())
            return;
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        string path = venue.Keys.PathOf(TestVenue.AlphaSession);
        Logon right = default;
        client.LogOn("nobody", change: logon => right = logon);
        Assert.Equal(DisconnectReason.WrongKey, client.EndReason);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        client = venue.Connect();
        client.Send(right with { SessionName = Code.Parse(TestVenue.AlphaSession) });
        Assert.Equal(DisconnectReason.WrongKey, client.EndReason);
        Assert.Contains(venue.Log, line => line.Contains("can be used by others than its owner", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_of_a_participant_that_there_is_not_opens_no_session()
    {
        using TestVenue venue = new();
        venue.Keys.Create("ghost-1", "GHOST", ParticipantKind.Dealer);
        WireClient client = venue.Connect();
        client.LogOn("ghost-1");
        Assert.Equal(DisconnectReason.UnknownSession, client.EndReason);
    }

    [Fact]
    public void A_name_that_another_participant_opened_opens_no_session()
    {
        using TestVenue venue = new();
        venue.Keys.Create("shared", "ALPHA", ParticipantKind.Dealer);
        venue.LogOn("shared").Cut();
        File.Delete(venue.Keys.PathOf("shared"));
        venue.Keys.Create("shared", "BETA", ParticipantKind.Dealer);
        WireClient client = venue.Connect();
        client.LogOn("shared");
        Assert.Equal(DisconnectReason.UnknownSession, client.EndReason);
    }

    [Fact]
    public void A_logon_that_names_another_participant_is_refused()
    {
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        client.LogOn(TestVenue.AlphaSession, change: logon => logon with { Participant = Code.Parse("BETA") });
        Assert.Equal(DisconnectReason.WrongParticipant, client.EndReason);
    }

    [Fact]
    public void A_participants_key_that_says_operator_makes_none()
    {
        using TestVenue venue = new();
        venue.Keys.Create("alpha-op", "ALPHA", ParticipantKind.Operator);
        WireClient client = venue.Connect();
        client.LogOn("alpha-op");
        Assert.Equal(DisconnectReason.WrongParticipant, client.EndReason);
    }

    [Fact]
    public void Another_protocol_version_is_refused()
    {
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        client.LogOn(TestVenue.AlphaSession, change: logon => logon with { ProtocolVersion = 2 });
        Assert.Equal(DisconnectReason.UnsupportedVersion, client.EndReason);
    }

    [Fact]
    public void A_last_report_number_that_was_never_given_is_refused()
    {
        using TestVenue venue = new();
        WireClient client = venue.Connect();
        client.LogOn(TestVenue.AlphaSession, lastReport: 1);
        Assert.Equal(DisconnectReason.UnknownReportNumber, client.EndReason);
        Assert.Equal(CommandKind.DisconnectSession, venue.Engine.Applied[^1].Kind);
    }
}
