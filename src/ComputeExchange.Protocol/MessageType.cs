namespace ComputeExchange.Protocol;

/// <summary>The first field of every message: what it is. Wire and journal hold the numbers; they never change.</summary>
/// <remarks>All are below 128, so a type takes one byte. From <see cref="NewOrder"/> on they are numbered requests.</remarks>
public enum MessageType : byte
{
    /// <summary>No message.</summary>
    None = 0,

    /// <summary><see cref="Protocol.Hello"/>.</summary>
    Hello = 1,

    /// <summary><see cref="Protocol.Logon"/>.</summary>
    Logon = 2,

    /// <summary><see cref="Protocol.LogonAccepted"/>.</summary>
    LogonAccepted = 3,

    /// <summary><see cref="Protocol.LogonRefused"/>.</summary>
    LogonRefused = 4,

    /// <summary><see cref="Protocol.Logout"/>.</summary>
    Logout = 5,

    /// <summary><see cref="Protocol.Disconnected"/>.</summary>
    Disconnected = 6,

    /// <summary><see cref="Protocol.Heartbeat"/>.</summary>
    Heartbeat = 7,

    /// <summary><see cref="Protocol.ReferenceSku"/>.</summary>
    ReferenceSku = 10,

    /// <summary><see cref="Protocol.ReferenceRegion"/>.</summary>
    ReferenceRegion = 11,

    /// <summary><see cref="Protocol.ReferenceMarket"/>.</summary>
    ReferenceMarket = 12,

    /// <summary><see cref="Protocol.ReferenceParticipant"/>.</summary>
    ReferenceParticipant = 13,

    /// <summary><see cref="Protocol.ReferenceWorkload"/>.</summary>
    ReferenceWorkload = 14,

    /// <summary><see cref="Protocol.ReferenceBasket"/>.</summary>
    ReferenceBasket = 15,

    /// <summary><see cref="Protocol.ReferenceDataEnd"/>.</summary>
    ReferenceDataEnd = 16,

    /// <summary>An <see cref="ExecutionReport"/>: an order was accepted.</summary>
    OrderAccepted = 20,

    /// <summary>An <see cref="ExecutionReport"/>: an order traded.</summary>
    OrderTraded = 21,

    /// <summary>An <see cref="ExecutionReport"/>: an order was replaced.</summary>
    OrderReplaced = 22,

    /// <summary>An <see cref="ExecutionReport"/>: an order was cancelled.</summary>
    OrderCancelled = 23,

    /// <summary>An <see cref="ExecutionReport"/>: an order expired.</summary>
    OrderExpired = 24,

    /// <summary>An <see cref="ExecutionReport"/>: a request was refused.</summary>
    RequestRejected = 25,

    /// <summary><see cref="Protocol.RequestApplied"/>.</summary>
    RequestApplied = 26,

    /// <summary><see cref="Protocol.RequestRefused"/>.</summary>
    RequestRefused = 27,

    /// <summary><see cref="Protocol.ReportsGone"/>.</summary>
    ReportsGone = 28,

    /// <summary><see cref="Protocol.OpenOrdersQuery"/>.</summary>
    OpenOrdersQuery = 30,

    /// <summary><see cref="Protocol.OpenOrdersPage"/>.</summary>
    OpenOrdersPage = 31,

    /// <summary><see cref="Protocol.PositionsQuery"/>.</summary>
    PositionsQuery = 32,

    /// <summary><see cref="Protocol.PositionsPage"/>.</summary>
    PositionsPage = 33,

    /// <summary><see cref="Protocol.SnapshotNow"/>.</summary>
    SnapshotNow = 34,

    /// <summary><see cref="Protocol.SnapshotTaken"/>.</summary>
    SnapshotTaken = 35,

    /// <summary><see cref="Protocol.QueryRefused"/>.</summary>
    QueryRefused = 36,

    /// <summary><see cref="Protocol.Subscribe"/>.</summary>
    Subscribe = 40,

    /// <summary><see cref="Protocol.Unsubscribe"/>.</summary>
    Unsubscribe = 41,

    /// <summary><see cref="Protocol.SubscriptionRefused"/>.</summary>
    SubscriptionRefused = 42,

    /// <summary><see cref="Protocol.MarketSnapshot"/>.</summary>
    MarketSnapshot = 43,

    /// <summary><see cref="Protocol.MarketIncrement"/>.</summary>
    MarketIncrement = 44,

    /// <summary><see cref="Protocol.MarketPrint"/>.</summary>
    MarketPrint = 45,

    /// <summary><see cref="Messages.NewOrder"/>.</summary>
    NewOrder = 64,

    /// <summary><see cref="Messages.ReplaceOrder"/>.</summary>
    ReplaceOrder = 65,

    /// <summary><see cref="Messages.CancelOrder"/>.</summary>
    CancelOrder = 66,

    /// <summary><see cref="Messages.MassCancel"/>.</summary>
    MassCancel = 67,

    /// <summary><see cref="Messages.Quote"/>.</summary>
    Quote = 68,

    /// <summary><see cref="Messages.DefineSku"/>.</summary>
    DefineSku = 72,

    /// <summary><see cref="Messages.DefineRegion"/>.</summary>
    DefineRegion = 73,

    /// <summary><see cref="Messages.DefineMarket"/>.</summary>
    DefineMarket = 74,

    /// <summary><see cref="Messages.DefineParticipant"/>.</summary>
    DefineParticipant = 75,

    /// <summary><see cref="Messages.DefineWorkload"/>.</summary>
    DefineWorkload = 76,

    /// <summary><see cref="Messages.DefineBasket"/>.</summary>
    DefineBasket = 77,

    /// <summary><see cref="Messages.SetCreditLine"/>.</summary>
    SetCreditLine = 80,

    /// <summary><see cref="Messages.SetKillSwitch"/>.</summary>
    SetKillSwitch = 81,

    /// <summary><see cref="Messages.SetHalt"/>.</summary>
    SetHalt = 82,

    /// <summary><see cref="Messages.SetPreTradeLimits"/>.</summary>
    SetPreTradeLimits = 83,

    /// <summary><see cref="Messages.SetPriceCollar"/>.</summary>
    SetPriceCollar = 84,

    /// <summary><see cref="Messages.SetOrderCaps"/>.</summary>
    SetOrderCaps = 85,

    /// <summary><see cref="Messages.SetMarketMakerProtection"/>.</summary>
    SetMarketMakerProtection = 86,

    /// <summary><see cref="Messages.Settle"/>.</summary>
    Settle = 87,

    /// <summary><see cref="Messages.SetReferencePrice"/>.</summary>
    SetReferencePrice = 88,

    /// <summary><see cref="Messages.SetIndexValue"/>.</summary>
    SetIndexValue = 89,

    /// <summary><see cref="Messages.SetHedgeRatio"/>.</summary>
    SetHedgeRatio = 90,

    /// <summary><see cref="Messages.SetHedging"/>.</summary>
    SetHedging = 91,

    /// <summary><see cref="Messages.SetFees"/>.</summary>
    SetFees = 92,

    /// <summary><see cref="Messages.OpenSession"/>.</summary>
    OpenSession = 96,

    /// <summary><see cref="Messages.ConnectSession"/>; the engine's own, in the journal only.</summary>
    ConnectSession = 97,

    /// <summary><see cref="Messages.DisconnectSession"/>; the engine's own, in the journal only.</summary>
    DisconnectSession = 98,

    /// <summary>Time passes; the engine's own, in the journal only.</summary>
    Tick = 99,
}
