using ComputeExchange.Journal.Simulation;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Tests;

public sealed class QueryTests : IDisposable
{
    private readonly SimulatedClock _clock = new();
    private readonly RecordingListener _listener = new();
    private readonly RandomFlow _flow = new(41);
    private readonly SteppedEngine _engine;

    public QueryTests()
    {
        EngineOptions options = EngineFixture.Options(_clock) with { PageRows = 3, SubscriptionsPerSession = 2 };
        _engine = new SteppedEngine(new SimulatedStorage(), options, _listener);
        _engine.Submit(_flow.Opening());
        _engine.RunUntilQuiet();
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void An_answer_comes_in_its_place_between_the_commands()
    {
        long before = _engine.Exchange.Sequence;
        _engine.Submit(_flow.Basket(1, Side.Buy, 5, 25_000));
        Ask(QueryKind.SessionState);
        _engine.Submit(_flow.Basket(1, Side.Buy, 5, 24_990));
        Ask(QueryKind.SessionState);
        _engine.RunUntilQuiet();
        Assert.Equal([before + 1, before + 2], _listener.Answers.Select(answer => answer.Sequence));
        Assert.Equal(new SessionStreams(1, 1, true), _listener.Answers[0].Session);
        Assert.Equal(new SessionStreams(2, 2, true), _listener.Answers[1].Session);
    }

    [Fact]
    public void Open_orders_come_in_pages()
    {
        for (int i = 0; i < 5; i++)
            _engine.Submit(_flow.Basket(1, Side.Buy, 5, 25_000 - i));
        Ask(QueryKind.OpenOrders);
        _engine.RunUntilQuiet();
        Assert.Equal(3, _listener.Answers[0].Orders.Length);
        Assert.True(_listener.Answers[0].HasMore);
        Ask(QueryKind.OpenOrders, after: _listener.Answers[0].Orders[^1].Entry);
        _engine.RunUntilQuiet();
        Assert.Equal(2, _listener.Answers[1].Orders.Length);
        Assert.False(_listener.Answers[1].HasMore);
        Assert.All(_listener.Answers[1].Orders, order => Assert.Equal(new ParticipantId(1), order.Participant));
    }

    [Fact]
    public void Positions_tell_lots_cost_and_cash()
    {
        _engine.Submit(_flow.Basket(1, Side.Buy, 5, 25_000));
        _engine.Submit(_flow.Basket(2, Side.Sell, 5, 25_000));
        Ask(QueryKind.Positions);
        _engine.RunUntilQuiet();
        long value = 5L * 730 * 25_000;
        Assert.Equal(
            [
                new PositionRow { Instrument = RandomFlow.Future, Quantity = 5, Money = new Money(value) },
                new PositionRow { Money = new Money(-value) },
            ],
            _listener.Answers[0].Positions);
    }

    [Fact]
    public void A_page_of_positions_tells_when_they_last_moved()
    {
        _engine.Submit(_flow.Basket(1, Side.Buy, 5, 25_000));
        Ask(QueryKind.Positions);
        _engine.Submit(_flow.Basket(3, Side.Buy, 2, 25_010));
        _engine.Submit(_flow.Basket(2, Side.Sell, 2, 25_000));
        Ask(QueryKind.Positions);
        _engine.Submit(_flow.Basket(2, Side.Sell, 5, 25_000));
        long traded = _engine.Exchange.Sequence + 4;
        Ask(QueryKind.Positions);
        _engine.RunUntilQuiet();
        long[] movedAt = [.. _listener.Answers.Select(answer => answer.PositionsMovedAt)];
        Assert.Equal([movedAt[0], movedAt[0], traded], movedAt);
        Assert.NotEqual(traded, movedAt[0]);
    }

    [Fact]
    public void A_subscription_is_told_again_when_its_top_has_changed_but_not_too_often()
    {
        Ask(QueryKind.SubscribeTop, token: 7);
        _engine.RunUntilQuiet();
        Assert.Single(_listener.Answers);
        _engine.Submit(_flow.Basket(2, Side.Buy, 5, 25_000));
        _engine.RunUntilQuiet();
        Assert.Single(_listener.Answers);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        _engine.RunUntilQuiet();
        _engine.TryMatch();
        _engine.TryPublish();
        Assert.Equal(2, _listener.Answers.Count);
        Assert.Equal(new PriceQuantity(new Price(25_000), 5), _listener.Answers[1].Top.BestBid);
        Assert.Equal(7UL, _listener.Answers[1].Query.Token);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        _engine.TryMatch();
        _engine.TryPublish();
        Assert.Equal(2, _listener.Answers.Count);
    }

    [Fact]
    public void A_session_has_only_so_many_subscriptions_and_loses_them_with_its_connection()
    {
        for (ulong token = 1; token <= 3; token++)
            Ask(QueryKind.SubscribeTop, token: token);
        _engine.RunUntilQuiet();
        Assert.Equal(
            [RejectReason.None, RejectReason.None, RejectReason.LimitExceeded], _listener.Answers.Select(answer => answer.Reason));
        _engine.Submit(_flow.Own(header => Command.Of(header, new DisconnectSession { Session = new SessionId(1) })));
        Ask(QueryKind.SubscribeTop, token: 4);
        _engine.RunUntilQuiet();
        Assert.Equal(RejectReason.None, _listener.Answers[^1].Reason);
    }

    [Fact]
    public void What_is_not_known_is_refused_with_a_reason()
    {
        Assert.True(_engine.TryAsk(new Query { Kind = QueryKind.SessionState, Session = new SessionId(99) }));
        Assert.True(_engine.TryAsk(new Query { Kind = QueryKind.OpenOrders, Participant = new ParticipantId(99) }));
        _engine.RunUntilQuiet();
        Assert.Equal(
            [RejectReason.NotPermitted, RejectReason.UnknownParticipant], _listener.Answers.Select(answer => answer.Reason));
    }

    private void Ask(QueryKind kind, long after = 0, ulong token = 0) => Assert.True(_engine.TryAsk(new Query
    {
        Kind = kind,
        Token = token,
        Session = new SessionId(1),
        Participant = new ParticipantId(1),
        Instrument = RandomFlow.Future,
        After = after,
    }));
}
