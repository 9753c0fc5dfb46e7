using ComputeExchange.Client.Requests;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client.Tests;

public class RequestLedgerTests
{
    private readonly RequestLedger _ledger = new();

    [Fact]
    public async Task A_number_that_is_used_up_gives_its_room_back_and_is_not_sent_again()
    {
        Task<RequestAnswer> answer = Add(1);
        _ledger.OnRefused(new RequestRefused { RequestNumber = 1, Reason = RejectReason.RequestNumberReused });

        Assert.Equal(RejectReason.RequestNumberReused, (await answer).Reason);
        Assert.Equal(0, _ledger.UnansweredCount);
        Assert.Empty(_ledger.OnLogon(new LogonAccepted { LastRequestNumber = 1 }, isFirst: false));
    }

    [Fact]
    public async Task What_was_refused_behind_a_gap_goes_again_with_the_next_logon()
    {
        Task<RequestAnswer> answer = Add(1);
        _ledger.OnRefused(new RequestRefused { RequestNumber = 1, Reason = RejectReason.RequestGap });

        Assert.Equal(RejectReason.RequestGap, (await answer).Reason);
        Assert.Equal([[1]], _ledger.OnLogon(new LogonAccepted { LastRequestNumber = 0 }, isFirst: false));
    }

    private Task<RequestAnswer> Add(byte content)
    {
        TaskCompletionSource<RequestAnswer> completion = new();
        _ledger.Add(Command.Of(default, new MassCancel { Participant = new ParticipantId(1) }), [content], completion);
        return completion.Task;
    }
}
