using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ComputeExchange.Messages;

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
    [FieldOffset(KindOffset)] private CommandKind _kind;
    [FieldOffset(BodyOffset)] private NewOrder _newOrder;
    [FieldOffset(BodyOffset)] private ReplaceOrder _replaceOrder;
    [FieldOffset(BodyOffset)] private CancelOrder _cancelOrder;
    [FieldOffset(BodyOffset)] private MassCancel _massCancel;
    [FieldOffset(BodyOffset)] private Quote _quote;
    [FieldOffset(BodyOffset)] private DefineSku _defineSku;
    [FieldOffset(BodyOffset)] private DefineRegion _defineRegion;
    [FieldOffset(BodyOffset)] private DefineMarket _defineMarket;
    [FieldOffset(BodyOffset)] private DefineParticipant _defineParticipant;
    [FieldOffset(BodyOffset)] private DefineWorkload _defineWorkload;
    [FieldOffset(BodyOffset)] private DefineBasket _defineBasket;
    [FieldOffset(BodyOffset)] private SetCreditLine _setCreditLine;
    [FieldOffset(BodyOffset)] private SetKillSwitch _setKillSwitch;
    [FieldOffset(BodyOffset)] private SetHalt _setHalt;
    [FieldOffset(BodyOffset)] private SetPreTradeLimits _setPreTradeLimits;
    [FieldOffset(BodyOffset)] private SetPriceCollar _setPriceCollar;
    [FieldOffset(BodyOffset)] private SetOrderCaps _setOrderCaps;
    [FieldOffset(BodyOffset)] private SetMarketMakerProtection _setMarketMakerProtection;
    [FieldOffset(BodyOffset)] private Settle _settle;
    [FieldOffset(BodyOffset)] private SetReferencePrice _setReferencePrice;
    [FieldOffset(BodyOffset)] private SetIndexValue _setIndexValue;
    [FieldOffset(BodyOffset)] private SetHedgeRatio _setHedgeRatio;
    [FieldOffset(BodyOffset)] private SetHedging _setHedging;
    [FieldOffset(BodyOffset)] private SetFees _setFees;
    [FieldOffset(BodyOffset)] private OpenSession _openSession;
    [FieldOffset(BodyOffset)] private ConnectSession _connectSession;
    [FieldOffset(BodyOffset)] private DisconnectSession _disconnectSession;

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
    public static Command Of(in CommandHeader header, in NewOrder body) =>
        new(header, CommandKind.NewOrder) { _newOrder = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in ReplaceOrder body) =>
        new(header, CommandKind.ReplaceOrder) { _replaceOrder = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in CancelOrder body) =>
        new(header, CommandKind.CancelOrder) { _cancelOrder = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in MassCancel body) =>
        new(header, CommandKind.MassCancel) { _massCancel = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in Quote body) =>
        new(header, CommandKind.Quote) { _quote = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineSku body) =>
        new(header, CommandKind.DefineSku) { _defineSku = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineRegion body) =>
        new(header, CommandKind.DefineRegion) { _defineRegion = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineMarket body) =>
        new(header, CommandKind.DefineMarket) { _defineMarket = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineParticipant body) =>
        new(header, CommandKind.DefineParticipant) { _defineParticipant = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineWorkload body) =>
        new(header, CommandKind.DefineWorkload) { _defineWorkload = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DefineBasket body) =>
        new(header, CommandKind.DefineBasket) { _defineBasket = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetCreditLine body) =>
        new(header, CommandKind.SetCreditLine) { _setCreditLine = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetKillSwitch body) =>
        new(header, CommandKind.SetKillSwitch) { _setKillSwitch = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHalt body) =>
        new(header, CommandKind.SetHalt) { _setHalt = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetPreTradeLimits body) =>
        new(header, CommandKind.SetPreTradeLimits) { _setPreTradeLimits = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetPriceCollar body) =>
        new(header, CommandKind.SetPriceCollar) { _setPriceCollar = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetOrderCaps body) =>
        new(header, CommandKind.SetOrderCaps) { _setOrderCaps = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetMarketMakerProtection body) =>
        new(header, CommandKind.SetMarketMakerProtection) { _setMarketMakerProtection = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in Settle body) =>
        new(header, CommandKind.Settle) { _settle = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetReferencePrice body) =>
        new(header, CommandKind.SetReferencePrice) { _setReferencePrice = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetIndexValue body) =>
        new(header, CommandKind.SetIndexValue) { _setIndexValue = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHedgeRatio body) =>
        new(header, CommandKind.SetHedgeRatio) { _setHedgeRatio = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetHedging body) =>
        new(header, CommandKind.SetHedging) { _setHedging = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in SetFees body) =>
        new(header, CommandKind.SetFees) { _setFees = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in OpenSession body) =>
        new(header, CommandKind.OpenSession) { _openSession = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in ConnectSession body) =>
        new(header, CommandKind.ConnectSession) { _connectSession = body };

    /// <summary>A command of this kind.</summary>
    public static Command Of(in CommandHeader header, in DisconnectSession body) =>
        new(header, CommandKind.DisconnectSession) { _disconnectSession = body };

    /// <summary>Puts a command of this kind where another was. What lies behind its body stays as it was and is no part of it: the
    /// largest body has six hundred bytes, and most have a tenth of that.</summary>
    [SkipLocalsInit]
    public static void Put(out Command into, in CommandHeader header, in NewOrder body)
    {
        Begin(out into, header, CommandKind.NewOrder);
        into._newOrder = body;
    }

    /// <summary>Puts a command of this kind where another was, and leaves what lies behind its body.</summary>
    [SkipLocalsInit]
    public static void Put(out Command into, in CommandHeader header, in CancelOrder body)
    {
        Begin(out into, header, CommandKind.CancelOrder);
        into._cancelOrder = body;
    }

    /// <summary>Puts a command of this kind where another was, and leaves what lies behind its body.</summary>
    [SkipLocalsInit]
    public static void Put(out Command into, in CommandHeader header, in ReplaceOrder body)
    {
        Begin(out into, header, CommandKind.ReplaceOrder);
        into._replaceOrder = body;
    }

    private static void Begin(out Command into, in CommandHeader header, CommandKind kind)
    {
        Unsafe.SkipInit(out into);
        into._header = header;
        into._kind = kind;
    }

    /// <summary>The same command with another header: the engine stamps what a client sent.</summary>
    public readonly Command With(in CommandHeader header)
    {
        Command copy = this;
        copy._header = header;
        return copy;
    }
}
