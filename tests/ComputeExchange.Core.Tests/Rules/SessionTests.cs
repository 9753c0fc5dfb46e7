using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Rules;

/// <summary>Sessions: each request once, in order, for its own participant; and what a lost connection does.</summary>
public sealed class SessionTests : MarketRules
{
    private readonly SessionId _alpha, _beta, _operator;

    public SessionTests()
    {
        _alpha = Open("alpha-desk", Alpha, 1);
        _beta = Open("beta-desk", Beta, 2);
        _operator = Open("operations", MarketUnderTest.Operator, 3);
        market.Forget();
    }

    [Fact]
    public void A_repeated_request_has_no_effect_and_is_not_answered()
    {
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Send(_alpha, 1, Sell("1", 8, 2.50m));

        market.Events.ShouldBe(New("1"));
    }

    [Fact]
    public void A_number_used_for_another_body_is_refused()
    {
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Send(_alpha, 1, Sell("2", 8, 2.50m));

        market.Events.ShouldBe(New("1"), Rejected("2", RejectReason.RequestNumberReused));
    }

    [Fact]
    public void A_gap_is_refused_and_uses_no_number_up()
    {
        Send(_alpha, 2, Sell("2", 8, 2.50m));
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Send(_alpha, 2, Sell("2", 8, 2.50m));

        market.Events.ShouldBe(Rejected("2", RejectReason.RequestGap), New("1"), New("2"));
    }

    [Fact]
    public void A_refused_request_uses_its_number_up()
    {
        Send(_alpha, 1, Sell("1", 7, 2.50m));
        Send(_alpha, 2, Sell("2", 8, 2.50m));

        market.Events.ShouldBe(Rejected("1", RejectReason.InvalidQuantity), New("2"));
    }

    [Fact]
    public void A_throttled_request_uses_its_number_up()
    {
        market.Send(
            new CommandHeader { Session = _alpha, RequestNumber = 1, BodyHash = 7, IsThrottled = true },
            header => Command.Of(header, Sell("1", 8, 2.50m).ToNewOrder()));
        Send(_alpha, 2, Sell("2", 8, 2.50m));

        market.Events.ShouldBe(Rejected("1", RejectReason.Throttled), New("2"));
    }

    [Fact]
    public void A_request_older_than_the_hashes_reach_is_passed_over_whatever_its_body()
    {
        for (int i = 1; i <= Limits.RememberedRequests + 1; i++)
            Send(_alpha, i, Sell("1", 7, 2.50m));
        market.Forget();
        Send(_alpha, 1, Sell("another", 8, 2.50m));
        Send(_alpha, 2, Sell("another", 8, 2.50m));

        market.Events.ShouldBe(Rejected("another", RejectReason.RequestNumberReused));
    }

    [Fact]
    public void A_session_does_not_speak_for_another_participant()
    {
        market.Given(Sell("1", 8, 2.50m));
        Send(_beta, 1, Sell("2", 8, 2.50m));
        Send(_beta, 2, header => Command.Of(header, new CancelOrder { Participant = Alpha, OrigClOrdId = ClOrdId.Parse("1") }));
        Send(_beta, 3, header => Command.Of(header, new MassCancel { Participant = Alpha }));

        market.Events.ShouldBe(
            Rejected("2", RejectReason.NotPermitted), Rejected("1", RejectReason.NotPermitted),
            new Told("Rejected", ("reason", RejectReason.NotPermitted)));
        Assert.Equal(["1 8"], market.OpenOrders);
    }

    [Fact]
    public void Settings_are_the_operators_own_but_for_one_s_own_credit_lines()
    {
        Send(_beta, 1, header => Command.Of(header, new SetHalt { On = true }));
        Send(_beta, 2, header => Command.Of(header, new SetCreditLine { From = Beta, To = Alpha, AddOn = 10_000 }));
        Send(_beta, 3, header => Command.Of(header, new SetCreditLine { From = Alpha, To = Beta, AddOn = 10_000 }));
        Send(_operator, 1, header => Command.Of(header, new SetHalt { On = true }));

        Told refused = new("Rejected", ("reason", RejectReason.NotPermitted));
        market.Events.ShouldBe(refused, refused);
        market.Asides.ShouldBe(
            new Told("Applied", ("command", CommandKind.SetCreditLine)), new Told("Applied", ("command", CommandKind.SetHalt)));
    }

    [Fact]
    public void Ids_that_begin_as_the_hedger_s_do_are_its_own()
    {
        Send(_alpha, 1, Sell("~H1", 8, 2.50m));

        market.Events.ShouldBe(Rejected("~H1", RejectReason.NotPermitted));
    }

    [Fact]
    public void A_session_that_nobody_opened_may_do_nothing()
    {
        Send(new SessionId(99), 1, Sell("1", 8, 2.50m));

        market.Events.ShouldBe(Rejected("1", RejectReason.NotPermitted));
    }

    [Fact]
    public void A_name_of_another_participant_s_session_is_not_given_away_and_the_same_one_is_found_again()
    {
        Open("alpha-desk", Beta, 0);
        Open("alpha-desk", Alpha, 1);

        market.Events.ShouldBe(new Told("Rejected", ("reason", RejectReason.NotPermitted)));
        market.Asides.ShouldBe(new Told("Applied", ("command", CommandKind.OpenSession), ("id", _alpha.Value)));
    }

    [Fact]
    public void Cancel_on_disconnect_takes_what_the_session_entered()
    {
        Connect(_alpha, cancels: true, graceNanos: 0);
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        market.Given(Sell("of no session", 8, 2.50m));
        Disconnect(_alpha);

        market.Events.ShouldBe(Cancelled("1", CancelReason.Disconnected, leaves: 8));
        Assert.Equal(["of no session 8"], market.OpenOrders);
    }

    [Fact]
    public void Within_its_grace_a_session_may_come_back()
    {
        Connect(_alpha, cancels: true, graceNanos: EngineTime.NanosPerHour);
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        market.Forget();
        market.PassTo(-50);
        Disconnect(_alpha);
        market.PassTo(new EngineTime(MarketUnderTest.At(-49).Nanos - 1));
        Connect(_alpha, cancels: true, graceNanos: EngineTime.NanosPerHour);
        market.PassTo(-40);
        market.Events.ShouldBe();
        Disconnect(new SessionId(0));
        market.PassTo(-39);

        market.Events.ShouldBe(Cancelled("1", CancelReason.Disconnected, leaves: 8));
    }

    [Fact]
    public void Of_several_graces_each_ends_at_its_own_time()
    {
        Connect(_alpha, cancels: true, graceNanos: 2 * EngineTime.NanosPerHour);
        Connect(_beta, cancels: true, graceNanos: EngineTime.NanosPerHour);
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Send(_beta, 1, Buy("2", 8, 2.40m));
        market.PassTo(-50);
        Disconnect(_alpha);
        Disconnect(_beta);
        market.Forget();
        Assert.Equal(MarketUnderTest.At(-49), market.Exchange.NextDeadline);
        market.PassTo(-49);
        market.Events.ShouldBe(Cancelled("2", CancelReason.Disconnected));
        market.PassTo(-48);

        market.Events.ShouldBe(
            Cancelled("2", CancelReason.Disconnected), Cancelled("1", CancelReason.Disconnected));
    }

    [Fact]
    public void An_id_of_the_hedger_s_is_refused_to_a_client_before_anything_else_is_looked_at()
    {
        Send(_alpha, 1, header => Command.Of(header, new ReplaceOrder
        {
            Participant = Alpha,
            OrigClOrdId = ClOrdId.Parse("nothing"),
            ClOrdId = ClOrdId.Parse("~H1"),
        }));

        market.Events.ShouldBe(Rejected("~H1", RejectReason.NotPermitted));
    }

    [Fact]
    public void Without_cancel_on_disconnect_orders_stay()
    {
        Connect(_alpha, cancels: false, graceNanos: 0);
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Disconnect(_alpha);

        market.Events.ShouldBe(New("1"));
        Assert.Equal(["1 8"], market.OpenOrders);
    }

    [Fact]
    public void Who_changes_what_another_session_of_the_participant_entered_is_told_that_it_was_done()
    {
        SessionId colleague = Open("alpha-desk-2", Alpha, 4);
        market.Forget();
        Send(_alpha, 1, Sell("1", 8, 2.50m));
        Send(colleague, 1, header => Command.Of(header, new CancelOrder { Participant = Alpha, OrigClOrdId = ClOrdId.Parse("1") }));

        market.Events.ShouldBe(New("1"), Cancelled("1", CancelReason.Requested));
        market.Asides.ShouldBe(new Told("Applied", ("command", CommandKind.CancelOrder)));
    }

    private SessionId Open(string name, ParticipantId participant, ushort id)
    {
        market.Send(header => Command.Of(header, new OpenSession { Participant = participant, Name = Code.Parse(name) }));
        return new SessionId(id);
    }

    private void Connect(SessionId session, bool cancels, long graceNanos) =>
        market.Send(header => Command.Of(
            header, new ConnectSession { Session = session, CancelOnDisconnect = cancels, GraceNanos = graceNanos }));

    private void Disconnect(SessionId session) =>
        market.Send(header => Command.Of(header, new DisconnectSession { Session = session }));

    private void Send(SessionId session, long number, EnteredOrder order) =>
        market.Send(
            new CommandHeader { Session = session, RequestNumber = number, BodyHash = (ulong)order.Id.Length * 31 + order.Id[0] },
            header => Command.Of(header, order.ToNewOrder()));

    private void Send(SessionId session, long number, Func<CommandHeader, Command> command) =>
        market.Send(new CommandHeader { Session = session, RequestNumber = number, BodyHash = (ulong)number }, command);
}
