using ComputeExchange.Messages;

namespace ComputeExchange.Protocol.Tests.Requests;

/// <summary>Whether two commands have the same header and body, body hash apart: a decoder computes it.</summary>
internal static class CommandEquality
{
    internal static bool SameAs(this in Command left, in Command right) =>
        left.Kind == right.Kind
        && left.Header with { BodyHash = 0 } == right.Header with { BodyHash = 0 }
        && Body(left).Equals(Body(right));

    private static object Body(in Command command) => command.Kind switch
    {
        CommandKind.Tick => "tick",
        CommandKind.NewOrder => command.NewOrder,
        CommandKind.ReplaceOrder => command.ReplaceOrder,
        CommandKind.CancelOrder => command.CancelOrder,
        CommandKind.MassCancel => command.MassCancel,
        CommandKind.Quote => command.Quote,
        CommandKind.DefineSku => command.DefineSku,
        CommandKind.DefineRegion => command.DefineRegion,
        CommandKind.DefineMarket => command.DefineMarket,
        CommandKind.DefineParticipant => command.DefineParticipant,
        CommandKind.DefineWorkload => command.DefineWorkload,
        CommandKind.DefineBasket => command.DefineBasket,
        CommandKind.SetCreditLine => command.SetCreditLine,
        CommandKind.SetKillSwitch => command.SetKillSwitch,
        CommandKind.SetHalt => command.SetHalt,
        CommandKind.SetPreTradeLimits => command.SetPreTradeLimits,
        CommandKind.SetPriceCollar => command.SetPriceCollar,
        CommandKind.SetOrderCaps => command.SetOrderCaps,
        CommandKind.SetMarketMakerProtection => command.SetMarketMakerProtection,
        CommandKind.Settle => command.Settle,
        CommandKind.SetReferencePrice => command.SetReferencePrice,
        CommandKind.SetIndexValue => command.SetIndexValue,
        CommandKind.SetHedgeRatio => command.SetHedgeRatio,
        CommandKind.SetHedging => command.SetHedging,
        CommandKind.SetFees => command.SetFees,
        CommandKind.OpenSession => command.OpenSession,
        CommandKind.ConnectSession => command.ConnectSession,
        CommandKind.DisconnectSession => command.DisconnectSession,
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "Say how the new kind is compared."),
    };
}
