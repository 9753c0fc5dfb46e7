using ComputeExchange.Messages;

namespace ComputeExchange.Protocol;

/// <summary>Which message a command is on the wire, and how many fields it has there.</summary>
internal static class CommandForm
{
    /// <summary>Type and request number, which every command begins with.</summary>
    internal const int LeadingFields = 2;

    /// <summary>The message type of a kind; <see cref="MessageType.None"/> for what is no command.</summary>
    internal static MessageType TypeOf(CommandKind kind) => kind switch
    {
        CommandKind.Tick => MessageType.Tick,
        CommandKind.NewOrder => MessageType.NewOrder,
        CommandKind.ReplaceOrder => MessageType.ReplaceOrder,
        CommandKind.CancelOrder => MessageType.CancelOrder,
        CommandKind.MassCancel => MessageType.MassCancel,
        CommandKind.Quote => MessageType.Quote,
        CommandKind.DefineSku => MessageType.DefineSku,
        CommandKind.DefineRegion => MessageType.DefineRegion,
        CommandKind.DefineMarket => MessageType.DefineMarket,
        CommandKind.DefineParticipant => MessageType.DefineParticipant,
        CommandKind.DefineWorkload => MessageType.DefineWorkload,
        CommandKind.DefineBasket => MessageType.DefineBasket,
        CommandKind.SetCreditLine => MessageType.SetCreditLine,
        CommandKind.SetKillSwitch => MessageType.SetKillSwitch,
        CommandKind.SetHalt => MessageType.SetHalt,
        CommandKind.SetPreTradeLimits => MessageType.SetPreTradeLimits,
        CommandKind.SetPriceCollar => MessageType.SetPriceCollar,
        CommandKind.SetOrderCaps => MessageType.SetOrderCaps,
        CommandKind.SetMarketMakerProtection => MessageType.SetMarketMakerProtection,
        CommandKind.Settle => MessageType.Settle,
        CommandKind.SetReferencePrice => MessageType.SetReferencePrice,
        CommandKind.SetIndexValue => MessageType.SetIndexValue,
        CommandKind.SetHedgeRatio => MessageType.SetHedgeRatio,
        CommandKind.SetHedging => MessageType.SetHedging,
        CommandKind.SetFees => MessageType.SetFees,
        CommandKind.OpenSession => MessageType.OpenSession,
        CommandKind.ConnectSession => MessageType.ConnectSession,
        CommandKind.DisconnectSession => MessageType.DisconnectSession,
        _ => MessageType.None,
    };

    /// <summary>The kind of a message type; <see cref="CommandKind.None"/> for what is no command.</summary>
    internal static CommandKind KindOf(MessageType type) => type switch
    {
        MessageType.Tick => CommandKind.Tick,
        MessageType.NewOrder => CommandKind.NewOrder,
        MessageType.ReplaceOrder => CommandKind.ReplaceOrder,
        MessageType.CancelOrder => CommandKind.CancelOrder,
        MessageType.MassCancel => CommandKind.MassCancel,
        MessageType.Quote => CommandKind.Quote,
        MessageType.DefineSku => CommandKind.DefineSku,
        MessageType.DefineRegion => CommandKind.DefineRegion,
        MessageType.DefineMarket => CommandKind.DefineMarket,
        MessageType.DefineParticipant => CommandKind.DefineParticipant,
        MessageType.DefineWorkload => CommandKind.DefineWorkload,
        MessageType.DefineBasket => CommandKind.DefineBasket,
        MessageType.SetCreditLine => CommandKind.SetCreditLine,
        MessageType.SetKillSwitch => CommandKind.SetKillSwitch,
        MessageType.SetHalt => CommandKind.SetHalt,
        MessageType.SetPreTradeLimits => CommandKind.SetPreTradeLimits,
        MessageType.SetPriceCollar => CommandKind.SetPriceCollar,
        MessageType.SetOrderCaps => CommandKind.SetOrderCaps,
        MessageType.SetMarketMakerProtection => CommandKind.SetMarketMakerProtection,
        MessageType.Settle => CommandKind.Settle,
        MessageType.SetReferencePrice => CommandKind.SetReferencePrice,
        MessageType.SetIndexValue => CommandKind.SetIndexValue,
        MessageType.SetHedgeRatio => CommandKind.SetHedgeRatio,
        MessageType.SetHedging => CommandKind.SetHedging,
        MessageType.SetFees => CommandKind.SetFees,
        MessageType.OpenSession => CommandKind.OpenSession,
        MessageType.ConnectSession => CommandKind.ConnectSession,
        MessageType.DisconnectSession => CommandKind.DisconnectSession,
        _ => CommandKind.None,
    };

    /// <summary>How many fields a command has, type and request number included.</summary>
    internal static int FieldsOf(CommandKind kind) => LeadingFields + kind switch
    {
        CommandKind.NewOrder => NewOrderRequest.Fields,
        CommandKind.ReplaceOrder => OrderRequests.ReplaceFields,
        CommandKind.CancelOrder => OrderRequests.CancelFields,
        CommandKind.MassCancel => OrderRequests.MassCancelFields,
        CommandKind.Quote => OrderRequests.QuoteFields,
        CommandKind.DefineSku => ReferenceRequests.SkuFields,
        CommandKind.DefineRegion => ReferenceRequests.RegionFields,
        CommandKind.DefineMarket => ReferenceRequests.MarketFields,
        CommandKind.DefineParticipant => ReferenceRequests.ParticipantFields,
        CommandKind.DefineWorkload => ReferenceRequests.WorkloadFields,
        CommandKind.DefineBasket => ReferenceRequests.BasketFields,
        CommandKind.SetCreditLine => ControlRequests.CreditLineFields,
        CommandKind.SetKillSwitch => ControlRequests.KillSwitchFields,
        CommandKind.SetHalt => ControlRequests.HaltFields,
        CommandKind.SetPreTradeLimits => ControlRequests.PreTradeLimitsFields,
        CommandKind.SetPriceCollar => ControlRequests.PriceCollarFields,
        CommandKind.SetOrderCaps => ControlRequests.OrderCapsFields,
        CommandKind.SetMarketMakerProtection => ControlRequests.ProtectionFields,
        CommandKind.Settle => ControlRequests.SettleFields,
        CommandKind.SetReferencePrice => HedgingRequests.ReferencePriceFields,
        CommandKind.SetIndexValue => HedgingRequests.IndexValueFields,
        CommandKind.SetHedgeRatio => HedgingRequests.HedgeRatioFields,
        CommandKind.SetHedging => HedgingRequests.HedgingFields,
        CommandKind.SetFees => HedgingRequests.FeesFields,
        CommandKind.OpenSession => SessionRequests.OpenFields,
        CommandKind.ConnectSession => SessionRequests.ConnectFields,
        CommandKind.DisconnectSession => SessionRequests.DisconnectFields,
        _ => 0,
    };

    /// <summary>How many fields it has with its option, where it has one. An option came later than its message: left out where
    /// it is not taken, the message is what it was, in journals that were written before too.</summary>
    internal static int FieldsWithOptionOf(CommandKind kind) =>
        FieldsOf(kind) + (kind == CommandKind.SetKillSwitch ? ControlRequests.KillSwitchOptionFields : 0);
}
