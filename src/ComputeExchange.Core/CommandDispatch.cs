using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>Sends each command to where it is carried out, once: a request that was applied before has no effect, and one
/// that is refused leaves no trace but its rejection.</summary>
internal sealed class CommandDispatch(
    ReferenceData reference, SessionTable sessions, OrderEntry orders, ReplaceEntry replaces, QuoteEntry quotes,
    ReferenceEntry definitions, ControlEntry control, SessionEntry sessionEntry, EventWriter events)
{
    public void Apply(in Command command)
    {
        if (command.Kind == CommandKind.Tick)
            return;
        if (!IsNextRequest(command))
            return;
        switch (command.Kind)
        {
            case CommandKind.NewOrder:
                Answer(command, orders.Enter(command.NewOrder, command.Header));
                break;
            case CommandKind.ReplaceOrder or CommandKind.CancelOrder or CommandKind.Quote:
                Change(command);
                break;
            default:
                ushort id = 0;
                Refusal refusal = MaySet(command);
                if (!refusal.IsRefused)
                    refusal = Set(command, out id);
                Answer(command, refusal);
                if (!refusal.IsRefused)
                    events.Applied(command.Kind, id);
                break;
        }
    }

    /// <summary>What stands may have been entered by another session of the participant, which then gets the reports: who asked
    /// is told at least that it was done.</summary>
    private void Change(in Command command)
    {
        ref readonly CommandHeader header = ref command.Header;
        int told = events.Count;
        long reported = LastReportOf(header.Session);
        Answer(command, command.Kind switch
        {
            CommandKind.ReplaceOrder => replaces.Replace(command.ReplaceOrder, header),
            CommandKind.CancelOrder => orders.Cancel(command.CancelOrder, header),
            _ => quotes.Enter(command.Quote, header),
        });
        bool isUnanswered = header.Session == SessionId.Engine ? events.Count == told : LastReportOf(header.Session) == reported;
        if (isUnanswered)
            events.Applied(command.Kind);
    }

    private long LastReportOf(SessionId session) => sessions[session]?.LastReport ?? 0;

    /// <summary>Refuses a command without a look at it; a request that was applied before is still ignored.</summary>
    public void Skip(in Command command)
    {
        if (command.Kind != CommandKind.Tick && IsNextRequest(command))
            Answer(command, new Refusal(RejectReason.Halted));
    }

    private bool IsNextRequest(in Command command)
    {
        ref readonly CommandHeader header = ref command.Header;
        if (header.Session == SessionId.Engine)
            return true;
        if (sessions[header.Session] is not { } session)
        {
            Answer(command, new Refusal(RejectReason.NotPermitted, RejectField.Session));
            return false;
        }
        switch (session.Check(header.RequestNumber, header.BodyHash))
        {
            case RequestCheck.Next:
                session.Use(header.RequestNumber, header.BodyHash);
                return true;
            case RequestCheck.Reused:
                Answer(command, new Refusal(RejectReason.RequestNumberReused, RejectField.RequestNumber));
                return false;
            case RequestCheck.Gap:
                Answer(command, new Refusal(RejectReason.RequestGap, RejectField.RequestNumber));
                return false;
            default:
                return false;
        }
    }

    /// <summary>Settings are the operators' and the engine's own, but for a participant's own credit lines and mass cancels.</summary>
    private Refusal MaySet(in Command command)
    {
        if (command.Header.IsThrottled)
            return new Refusal(RejectReason.Throttled);
        if (command.Header.Session == SessionId.Engine || command.Kind == CommandKind.MassCancel)
            return Refusal.None;
        Participant speaker = sessions[command.Header.Session]!.Participant;
        bool isOwnLine = command.Kind == CommandKind.SetCreditLine && command.SetCreditLine.From == speaker.Id;
        return speaker.Kind == ParticipantKind.Operator || isOwnLine
            ? Refusal.None
            : new Refusal(RejectReason.NotPermitted, RejectField.Session);
    }

    private Refusal Set(in Command command, out ushort id)
    {
        id = 0;
        return command.Kind switch
        {
            CommandKind.MassCancel => orders.CancelAll(command.MassCancel, command.Header),
            CommandKind.DefineSku => definitions.Define(command.DefineSku, out id),
            CommandKind.DefineRegion => definitions.Define(command.DefineRegion, out id),
            CommandKind.DefineMarket => definitions.Define(command.DefineMarket),
            CommandKind.DefineParticipant => definitions.Define(command.DefineParticipant, out id),
            CommandKind.DefineWorkload => definitions.Define(command.DefineWorkload, out id),
            CommandKind.DefineBasket => definitions.Define(command.DefineBasket, out id),
            CommandKind.SetCreditLine => control.Set(command.SetCreditLine),
            CommandKind.SetKillSwitch => control.Set(command.SetKillSwitch),
            CommandKind.SetHalt => control.Set(command.SetHalt, isOwn: command.Header.Session == SessionId.Engine),
            CommandKind.SetPreTradeLimits => control.Set(command.SetPreTradeLimits),
            CommandKind.SetPriceCollar => control.Set(command.SetPriceCollar),
            CommandKind.SetOrderCaps => control.Set(command.SetOrderCaps),
            CommandKind.SetMarketMakerProtection => control.Set(command.SetMarketMakerProtection),
            CommandKind.Settle => control.Set(command.Settle),
            CommandKind.SetReferencePrice => control.Set(command.SetReferencePrice),
            CommandKind.SetIndexValue => control.Set(command.SetIndexValue),
            CommandKind.SetHedgeRatio => control.Set(command.SetHedgeRatio),
            CommandKind.SetHedging => control.Set(command.SetHedging),
            CommandKind.SetFees => control.Set(command.SetFees),
            CommandKind.OpenSession => sessionEntry.Open(command.OpenSession, command.Header.Session, out id),
            CommandKind.ConnectSession => sessionEntry.Connect(command.ConnectSession),
            CommandKind.DisconnectSession => sessionEntry.Disconnect(command.DisconnectSession),
            _ => new Refusal(RejectReason.InvalidCombination),
        };
    }

    private void Answer(in Command command, Refusal refusal)
    {
        if (refusal.IsRefused)
            Reject(command, refusal);
    }

    private void Reject(in Command command, Refusal refusal)
    {
        Rejected about = About(command);
        if (reference.Participants[about.Participant.Value] is null)
            about = about with { Participant = default };
        events.Rejected(about with
        {
            Command = command.Kind,
            Session = command.Header.Session,
            Reason = refusal.Reason,
            Field = refusal.Field,
        });
    }

    /// <summary>For whom and under which id a refusal is told.</summary>
    private static Rejected About(in Command command) => command.Kind switch
    {
        CommandKind.NewOrder => new Rejected { Participant = command.NewOrder.Participant, ClOrdId = command.NewOrder.ClOrdId },
        CommandKind.ReplaceOrder =>
            new Rejected { Participant = command.ReplaceOrder.Participant, ClOrdId = command.ReplaceOrder.ClOrdId },
        CommandKind.CancelOrder =>
            new Rejected { Participant = command.CancelOrder.Participant, ClOrdId = command.CancelOrder.OrigClOrdId },
        CommandKind.Quote => new Rejected { Participant = command.Quote.Participant, ClOrdId = command.Quote.QuoteId },
        CommandKind.MassCancel => new Rejected { Participant = command.MassCancel.Participant },
        _ => default,
    };
}
