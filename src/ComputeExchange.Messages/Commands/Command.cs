using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

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

/// <summary>One command: a header and one of the bodies, which share their memory. Holds no references, allocates nothing.</summary>
/// <remarks>
/// <code>
/// offset  size  field
///      0    40  header
///     40     8  kind
///     48   ...  body (the largest is DefineBasket)
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
public struct Command
{
    private const int HeaderOffset = 0;
    private const int KindOffset = 40;
    private const int BodyOffset = 48;

    [FieldOffset(HeaderOffset)] private CommandHeader _header;
    [FieldOffset(KindOffset)] private readonly CommandKind _kind;
    [FieldOffset(BodyOffset)] private readonly NewOrder _newOrder;
    [FieldOffset(BodyOffset)] private readonly ReplaceOrder _replaceOrder;
    [FieldOffset(BodyOffset)] private readonly CancelOrder _cancelOrder;
    [FieldOffset(BodyOffset)] private readonly MassCancel _massCancel;
    [FieldOffset(BodyOffset)] private readonly Quote _quote;
    [FieldOffset(BodyOffset)] private readonly DefineSku _defineSku;
    [FieldOffset(BodyOffset)] private readonly DefineRegion _defineRegion;
    [FieldOffset(BodyOffset)] private readonly DefineMarket _defineMarket;
    [FieldOffset(BodyOffset)] private readonly DefineParticipant _defineParticipant;
    [FieldOffset(BodyOffset)] private readonly DefineWorkload _defineWorkload;
    [FieldOffset(BodyOffset)] private readonly DefineBasket _defineBasket;
    [FieldOffset(BodyOffset)] private readonly SetCreditLine _setCreditLine;
    [FieldOffset(BodyOffset)] private readonly SetKillSwitch _setKillSwitch;
    [FieldOffset(BodyOffset)] private readonly SetHalt _setHalt;
    [FieldOffset(BodyOffset)] private readonly SetPreTradeLimits _setPreTradeLimits;
    [FieldOffset(BodyOffset)] private readonly SetPriceCollar _setPriceCollar;
    [FieldOffset(BodyOffset)] private readonly SetOrderCaps _setOrderCaps;
    [FieldOffset(BodyOffset)] private readonly SetMarketMakerProtection _setMarketMakerProtection;
    [FieldOffset(BodyOffset)] private readonly Settle _settle;
    [FieldOffset(BodyOffset)] private readonly SetReferencePrice _setReferencePrice;
    [FieldOffset(BodyOffset)] private readonly SetIndexValue _setIndexValue;
    [FieldOffset(BodyOffset)] private readonly SetHedgeRatio _setHedgeRatio;
    [FieldOffset(BodyOffset)] private readonly SetHedging _setHedging;
    [FieldOffset(BodyOffset)] private readonly SetFees _setFees;
    [FieldOffset(BodyOffset)] private readonly OpenSession _openSession;
    [FieldOffset(BodyOffset)] private readonly ConnectSession _connectSession;
    [FieldOffset(BodyOffset)] private readonly DisconnectSession _disconnectSession;

    private Command(in CommandHeader header, CommandKind kind)
    {
        _header = header;
        _kind = kind;
    }

    /// <summary>When, from whom, which request.</summary>
    [UnscopedRef] public readonly ref readonly CommandHeader Header => ref _header;

    /// <summary>Which body it has.</summary>
    public readonly CommandKind Kind => _kind;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly NewOrder NewOrder => ref _newOrder;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly ReplaceOrder ReplaceOrder => ref _replaceOrder;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly CancelOrder CancelOrder => ref _cancelOrder;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly MassCancel MassCancel => ref _massCancel;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly Quote Quote => ref _quote;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineSku DefineSku => ref _defineSku;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineRegion DefineRegion => ref _defineRegion;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineMarket DefineMarket => ref _defineMarket;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineParticipant DefineParticipant => ref _defineParticipant;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineWorkload DefineWorkload => ref _defineWorkload;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DefineBasket DefineBasket => ref _defineBasket;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetCreditLine SetCreditLine => ref _setCreditLine;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetKillSwitch SetKillSwitch => ref _setKillSwitch;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetHalt SetHalt => ref _setHalt;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetPreTradeLimits SetPreTradeLimits => ref _setPreTradeLimits;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetPriceCollar SetPriceCollar => ref _setPriceCollar;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetOrderCaps SetOrderCaps => ref _setOrderCaps;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetMarketMakerProtection SetMarketMakerProtection => ref _setMarketMakerProtection;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly Settle Settle => ref _settle;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetReferencePrice SetReferencePrice => ref _setReferencePrice;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetIndexValue SetIndexValue => ref _setIndexValue;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetHedgeRatio SetHedgeRatio => ref _setHedgeRatio;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetHedging SetHedging => ref _setHedging;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly SetFees SetFees => ref _setFees;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly OpenSession OpenSession => ref _openSession;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly ConnectSession ConnectSession => ref _connectSession;

    /// <summary>The body of a command of this kind.</summary>
    [UnscopedRef] public readonly ref readonly DisconnectSession DisconnectSession => ref _disconnectSession;

    /// <summary>Time passes, and nothing else.</summary>
    public static Command Tick(in CommandHeader header) => new(header, CommandKind.Tick);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in NewOrder body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in ReplaceOrder body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in CancelOrder body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in MassCancel body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in Quote body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineSku body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineRegion body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineMarket body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineParticipant body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineWorkload body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineBasket body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetCreditLine body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetKillSwitch body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHalt body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetPreTradeLimits body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetPriceCollar body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetOrderCaps body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetMarketMakerProtection body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in Settle body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetReferencePrice body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetIndexValue body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHedgeRatio body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHedging body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetFees body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in OpenSession body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in ConnectSession body) => new(header, body);

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DisconnectSession body) => new(header, body);

    /// <summary>The same command with another header: the engine stamps what a client sent.</summary>
    public readonly Command With(in CommandHeader header)
    {
        Command copy = this;
        copy._header = header;
        return copy;
    }

    private Command(in CommandHeader header, in NewOrder body) : this(header, CommandKind.NewOrder) => _newOrder = body;

    private Command(in CommandHeader header, in ReplaceOrder body) : this(header, CommandKind.ReplaceOrder) => _replaceOrder = body;

    private Command(in CommandHeader header, in CancelOrder body) : this(header, CommandKind.CancelOrder) => _cancelOrder = body;

    private Command(in CommandHeader header, in MassCancel body) : this(header, CommandKind.MassCancel) => _massCancel = body;

    private Command(in CommandHeader header, in Quote body) : this(header, CommandKind.Quote) => _quote = body;

    private Command(in CommandHeader header, in DefineSku body) : this(header, CommandKind.DefineSku) => _defineSku = body;

    private Command(in CommandHeader header, in DefineRegion body) : this(header, CommandKind.DefineRegion) => _defineRegion = body;

    private Command(in CommandHeader header, in DefineMarket body) : this(header, CommandKind.DefineMarket) => _defineMarket = body;

    private Command(in CommandHeader header, in DefineParticipant body) : this(header, CommandKind.DefineParticipant) => _defineParticipant = body;

    private Command(in CommandHeader header, in DefineWorkload body) : this(header, CommandKind.DefineWorkload) => _defineWorkload = body;

    private Command(in CommandHeader header, in DefineBasket body) : this(header, CommandKind.DefineBasket) => _defineBasket = body;

    private Command(in CommandHeader header, in SetCreditLine body) : this(header, CommandKind.SetCreditLine) => _setCreditLine = body;

    private Command(in CommandHeader header, in SetKillSwitch body) : this(header, CommandKind.SetKillSwitch) => _setKillSwitch = body;

    private Command(in CommandHeader header, in SetHalt body) : this(header, CommandKind.SetHalt) => _setHalt = body;

    private Command(in CommandHeader header, in SetPreTradeLimits body) : this(header, CommandKind.SetPreTradeLimits) => _setPreTradeLimits = body;

    private Command(in CommandHeader header, in SetPriceCollar body) : this(header, CommandKind.SetPriceCollar) => _setPriceCollar = body;

    private Command(in CommandHeader header, in SetOrderCaps body) : this(header, CommandKind.SetOrderCaps) => _setOrderCaps = body;

    private Command(in CommandHeader header, in SetMarketMakerProtection body) : this(header, CommandKind.SetMarketMakerProtection) => _setMarketMakerProtection = body;

    private Command(in CommandHeader header, in Settle body) : this(header, CommandKind.Settle) => _settle = body;

    private Command(in CommandHeader header, in SetReferencePrice body) : this(header, CommandKind.SetReferencePrice) => _setReferencePrice = body;

    private Command(in CommandHeader header, in SetIndexValue body) : this(header, CommandKind.SetIndexValue) => _setIndexValue = body;

    private Command(in CommandHeader header, in SetHedgeRatio body) : this(header, CommandKind.SetHedgeRatio) => _setHedgeRatio = body;

    private Command(in CommandHeader header, in SetHedging body) : this(header, CommandKind.SetHedging) => _setHedging = body;

    private Command(in CommandHeader header, in SetFees body) : this(header, CommandKind.SetFees) => _setFees = body;

    private Command(in CommandHeader header, in OpenSession body) : this(header, CommandKind.OpenSession) => _openSession = body;

    private Command(in CommandHeader header, in ConnectSession body) : this(header, CommandKind.ConnectSession) => _connectSession = body;

    private Command(in CommandHeader header, in DisconnectSession body) : this(header, CommandKind.DisconnectSession) => _disconnectSession = body;
}
