namespace ComputeExchange.Messages;

/// <summary>What a command asks for.</summary>
public enum CommandKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Time passes.</summary>
    Tick,

    /// <summary><see cref="Messages.NewOrder"/>.</summary>
    NewOrder,

    /// <summary><see cref="Messages.ReplaceOrder"/>.</summary>
    ReplaceOrder,

    /// <summary><see cref="Messages.CancelOrder"/>.</summary>
    CancelOrder,

    /// <summary><see cref="Messages.MassCancel"/>.</summary>
    MassCancel,

    /// <summary><see cref="Messages.Quote"/>.</summary>
    Quote,

    /// <summary><see cref="Messages.DefineSku"/>.</summary>
    DefineSku,

    /// <summary><see cref="Messages.DefineRegion"/>.</summary>
    DefineRegion,

    /// <summary><see cref="Messages.DefineMarket"/>.</summary>
    DefineMarket,

    /// <summary><see cref="Messages.DefineParticipant"/>.</summary>
    DefineParticipant,

    /// <summary><see cref="Messages.DefineWorkload"/>.</summary>
    DefineWorkload,

    /// <summary><see cref="Messages.DefineBasket"/>.</summary>
    DefineBasket,

    /// <summary><see cref="Messages.SetCreditLine"/>.</summary>
    SetCreditLine,

    /// <summary><see cref="Messages.SetKillSwitch"/>.</summary>
    SetKillSwitch,

    /// <summary><see cref="Messages.SetHalt"/>.</summary>
    SetHalt,

    /// <summary><see cref="Messages.SetPreTradeLimits"/>.</summary>
    SetPreTradeLimits,

    /// <summary><see cref="Messages.SetPriceCollar"/>.</summary>
    SetPriceCollar,

    /// <summary><see cref="Messages.SetOrderCaps"/>.</summary>
    SetOrderCaps,

    /// <summary><see cref="Messages.SetMarketMakerProtection"/>.</summary>
    SetMarketMakerProtection,

    /// <summary><see cref="Messages.Settle"/>.</summary>
    Settle,

    /// <summary><see cref="Messages.SetReferencePrice"/>.</summary>
    SetReferencePrice,

    /// <summary><see cref="Messages.SetIndexValue"/>.</summary>
    SetIndexValue,

    /// <summary><see cref="Messages.SetHedgeRatio"/>.</summary>
    SetHedgeRatio,

    /// <summary><see cref="Messages.SetHedging"/>.</summary>
    SetHedging,

    /// <summary><see cref="Messages.SetFees"/>.</summary>
    SetFees,

    /// <summary><see cref="Messages.OpenSession"/>.</summary>
    OpenSession,

    /// <summary><see cref="Messages.ConnectSession"/>.</summary>
    ConnectSession,

    /// <summary><see cref="Messages.DisconnectSession"/>.</summary>
    DisconnectSession,
}
