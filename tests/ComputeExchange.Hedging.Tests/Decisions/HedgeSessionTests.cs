using ComputeExchange.Hedging.Decisions;
using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.Decisions;

public class HedgeSessionTests
{
    [Theory]
    [InlineData("ALPHA", "~hedge:ALPHA")]
    [InlineData("A-DEALER-OF-25-CHARACTERS", "~hedge:A-DEALER-OF-25-CHARACTERS")]
    [InlineData("A-DEALER-OF-NO-26-CHARACTE", "~hedge:~7")]
    public void A_hedge_session_is_named_by_the_dealers_code_or_where_that_is_too_long_by_its_id(string dealer, string name) =>
        Assert.Equal(name, HedgeRequest.SessionName(Code.Parse(dealer), new ParticipantId(7)).ToString());

    [Fact]
    public void The_session_is_opened_once_hedging_is_on_and_once_only()
    {
        HedgedMarket market = new();
        market.Hedging(on: false);
        market.Settle();
        Assert.Equal(SessionId.Engine, market.Book.HedgeSessionOf(HedgedMarket.Dealer));

        market.Hedging(on: true);
        market.Hedger.Step();
        market.Hedging(on: true);
        market.Hedger.Step();
        Assert.Single(market.Ring);
        market.Settle();
        Assert.NotEqual(SessionId.Engine, market.Book.HedgeSessionOf(HedgedMarket.Dealer));
    }

    [Fact]
    public void A_session_that_is_refused_is_asked_for_again_only_once_something_has_changed()
    {
        HedgeBook book = new();
        Outbox sent = new();
        Hedger hedger = new(book, sent);
        ParticipantId dealer = new(1);
        Tell(book, 1, Command.Of(default, new DefineParticipant { Code = Code.Parse("ALPHA"), Kind = ParticipantKind.Dealer }), 1);
        Tell(book, 2, Command.Of(default, new SetHedging { Participant = dealer, On = true }), 0);
        hedger.Step();
        Assert.False(hedger.IsQuiet);

        Rejected full = new() { Command = CommandKind.OpenSession, Reason = RejectReason.LimitExceeded };
        book.Apply(Assert.Single(sent.Commands), Event.Of(new EventHeader { Sequence = 3 }, full));
        hedger.Step();
        Assert.Single(sent.Commands);
        Assert.True(hedger.IsQuiet);

        HourPassed hour = new() { FromHour = book.Hour, ToHour = book.Hour + 1 };
        book.Apply(default, Event.Of(new EventHeader { Sequence = 4 }, hour));
        hedger.Step();
        Assert.Equal(2, sent.Commands.Count);
    }

    private static void Tell(HedgeBook book, long sequence, in Command command, ushort id) =>
        book.Apply(command, Event.Of(
            new EventHeader { Sequence = sequence }, new CommandApplied { Command = command.Kind, Id = id }));

    private sealed class Outbox : IHedgeCommands
    {
        public List<Command> Commands { get; } = [];

        public bool TrySend(in Command command)
        {
            Commands.Add(command);
            return true;
        }
    }
}
