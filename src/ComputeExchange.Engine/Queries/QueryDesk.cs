using ComputeExchange.Core;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Messages;

namespace ComputeExchange.Engine.Queries;

/// <summary>Answers queries about the state as of their place in the stream. For the matching thread; allocates nothing.</summary>
internal sealed class QueryDesk(Exchange exchange, EventStream stream, TopSubscriptions tops, EngineOptions options)
{
    private readonly OrderState[] _orders = new OrderState[options.PageRows];
    private readonly PositionState[] _positions = new PositionState[options.PageRows];

    public void Answer(in Query query)
    {
        AnswerBody answer = new() { Query = query, Sequence = exchange.Sequence };
        if (exchange.View.TryGetSession(query.Session, out SessionStanding standing))
            answer.Session = new SessionStreams(standing.LastRequest, standing.LastReport, standing.IsConnected);
        switch (query.Kind)
        {
            case QueryKind.SessionState:
                if (standing == default)
                    answer.Reason = RejectReason.NotPermitted;
                break;
            case QueryKind.OpenOrders:
                AddOrders(query, ref answer);
                break;
            case QueryKind.Positions:
                AddPositions(query, ref answer);
                break;
            case QueryKind.Top:
                answer.Reason = exchange.Top(query.Participant, query.Instrument, out answer.Top);
                break;
            case QueryKind.SubscribeTop:
                answer.Reason = exchange.Top(query.Participant, query.Instrument, out answer.Top);
                if (answer.Reason == RejectReason.None)
                    answer.Reason = tops.Add(query, answer.Top);
                break;
            case QueryKind.UnsubscribeTop:
                tops.Remove(query.Session, query.Token);
                break;
            default:
                answer.Reason = RejectReason.InvalidCombination;
                break;
        }

        stream.Answer(answer);
    }

    private void AddOrders(in Query query, ref AnswerBody answer)
    {
        if (!exchange.View.Knows(query.Participant))
        {
            answer.Reason = RejectReason.UnknownParticipant;
            return;
        }

        int count = exchange.View.OpenOrders(query.Participant, query.After, _orders, out answer.HasMore);
        for (int row = 0; row < count; row++)
            stream.Row(_orders[row]);
    }

    private void AddPositions(in Query query, ref AnswerBody answer)
    {
        if (!exchange.View.Knows(query.Participant))
        {
            answer.Reason = RejectReason.UnknownParticipant;
            return;
        }

        answer.PositionsMovedAt = stream.Moves.MovedAt(query.Participant);
        int count = exchange.View.Positions(query.Participant, query.After, _positions, out answer.HasMore);
        for (int row = 0; row < count; row++)
        {
            PositionState state = _positions[row];
            long units = (long)Int128.Clamp(state.Value, long.MinValue, long.MaxValue);
            stream.Row(new PositionRow { Instrument = state.Instrument, Quantity = state.Quantity, Money = new Money(units) });
        }
    }
}
