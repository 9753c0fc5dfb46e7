using ComputeExchange.Messages;

namespace ComputeExchange.Protocol.Tests.Requests;

/// <summary>Commands with fields of every size and sign; a term that was not given is 0, as the decoder leaves it.</summary>
internal sealed class RandomCommand(Random random)
{
    internal static readonly CommandKind[] Kinds = [.. Enum.GetValues<CommandKind>().Where(kind => kind != CommandKind.None)];

    internal Command Any() => Of(Kinds[random.Next(Kinds.Length)]);

    internal Command Of(CommandKind kind)
    {
        CommandHeader header = new()
        {
            Time = new EngineTime(Long()),
            Session = new SessionId(Id()),
            RequestNumber = Long() & long.MaxValue,
            IsThrottled = Bool(),
        };
        return kind switch
        {
            CommandKind.Tick => Command.Tick(header),
            CommandKind.NewOrder => Command.Of(header, NewOrder()),
            CommandKind.ReplaceOrder => Command.Of(header, Replace()),
            CommandKind.CancelOrder => Command.Of(
                header, new CancelOrder { Participant = Participant(), OrigClOrdId = ClOrdId(20) }),
            CommandKind.MassCancel => Command.Of(header, new MassCancel { Participant = Participant() }),
            CommandKind.Quote => Command.Of(header, Quote()),
            CommandKind.DefineSku => Command.Of(header, Sku()),
            CommandKind.DefineRegion => Command.Of(header, new DefineRegion { Code = Code() }),
            CommandKind.DefineMarket => Command.Of(header, new DefineMarket { Market = Market(), LeadHours = Int() }),
            CommandKind.DefineParticipant => Command.Of(
                header, new DefineParticipant { Code = Code(), Kind = (ParticipantKind)random.Next(1, 5) }),
            CommandKind.DefineWorkload => Command.Of(header, new DefineWorkload { Code = Code() }),
            CommandKind.DefineBasket => Command.Of(header, Basket(random.Next(Limits.MaxConstituents + 2))),
            CommandKind.SetCreditLine => Command.Of(
                header, new SetCreditLine { From = Participant(), To = Participant(), Limit = Money(), AddOn = Int() }),
            CommandKind.SetKillSwitch => Command.Of(
                header, new SetKillSwitch { Participant = Participant(), On = Bool(), ReduceOnly = Bool() }),
            CommandKind.SetHalt => Command.Of(
                header, new SetHalt { Market = Market(), Basket = new BasketId(Id()), On = Bool() }),
            CommandKind.SetPreTradeLimits => Command.Of(
                header, new SetPreTradeLimits
                {
                    Participant = Participant(),
                    MaxGpus = Int(),
                    MaxLots = Int(),
                    MaxValue = Money(),
                }),
            CommandKind.SetPriceCollar => Command.Of(header, new SetPriceCollar
            {
                Market = Market(),
                Basket = new BasketId(Id()),
                Low = new Price(Int()),
                High = new Price(Int()),
            }),
            CommandKind.SetOrderCaps => Command.Of(
                header, new SetOrderCaps { OpenOrders = Int(), ComplexOrdersOfOne = Int(), ComplexOrdersOfAll = Int() }),
            CommandKind.SetMarketMakerProtection => Command.Of(header, new SetMarketMakerProtection
            {
                Participant = Participant(),
                Basket = new BasketId(Id()),
                Fills = Int(),
                WindowNanos = Long(),
            }),
            CommandKind.Settle => Command.Of(header, new Settle { ThroughHour = Int() }),
            CommandKind.SetReferencePrice => Command.Of(
                header, new SetReferencePrice { Market = Market(), NanoDollars = Long() }),
            CommandKind.SetIndexValue => Command.Of(header, new SetIndexValue
            {
                Basket = new BasketId(Id()),
                NanoDollars = Long(),
                MethodVersion = Int(),
                MethodHash = unchecked((ulong)Long()),
            }),
            CommandKind.SetHedgeRatio => Command.Of(header, Ratio()),
            CommandKind.SetHedging => Command.Of(header, new SetHedging
            {
                Participant = Participant(),
                On = Bool(),
                MaxLots = Int(),
                TicksThrough = Int(),
                PsiMicros = Long(),
                EtaNanos = Long(),
                LambdaPicos = Long(),
            }),
            CommandKind.SetFees => Command.Of(header, new SetFees
            {
                Participant = Participant(),
                ForwardMicrosPerGpuHour = Long(),
                BasketMicrosPerLot = Long(),
            }),
            CommandKind.OpenSession => Command.Of(header, new OpenSession { Participant = Participant(), Name = Code() }),
            CommandKind.ConnectSession => Command.Of(header, new ConnectSession
            {
                Session = new SessionId(Id()),
                CancelOnDisconnect = Bool(),
                GraceNanos = Long(),
            }),
            CommandKind.DisconnectSession => Command.Of(header, new DisconnectSession { Session = new SessionId(Id()) }),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Give the new kind a random command."),
        };
    }

    internal Instrument Instrument() => Bool()
        ? Messages.Instrument.Forward(Market(), new DeliveryWindow(Int(), Int()))
        : Messages.Instrument.Future(new BasketId(Id()), new DeliveryMonth(Int()));

    internal ClOrdId ClOrdId(int maxLength) => Messages.ClOrdId.Parse(Text(maxLength));

    internal Code Code() => Messages.Code.Parse(Text(Messages.Code.MaxLength));

    internal bool Bool() => random.Next(2) == 0;

    internal ushort Id() => (ushort)(random.Next(ushort.MaxValue + 1) >> random.Next(16));

    internal int Int() => (int)(Long() >> 32) >> random.Next(32);

    internal long Long() => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    internal ParticipantId Participant() => new(Id());

    internal MarketId Market() => new(new SkuId(Id()), new RegionId(Id()));

    internal NewOrder NewOrder()
    {
        GivenTerms plain = GivenTerms.Price | GivenTerms.MinQuantity | GivenTerms.DisplayQuantity | GivenTerms.ExpireTime;
        GivenTerms given = (GivenTerms)random.Next(1 << 9) & (Bool() ? (GivenTerms)0x1FF : plain);
        WorkloadSet supports = default;
        AlternativeList alternatives = default;
        if ((given & ~plain) != 0)
        {
            for (int i = random.Next(Limits.MaxSupportedWorkloads + 2); i > 0; i--) supports.Add(new WorkloadId(Id()));
            for (int i = random.Next(Limits.MaxAlternatives + 2); i > 0; i--) alternatives.Add(new Alternative(Market(), Long()));
        }

        long Term(GivenTerms term, long value) => (given & term) != 0 ? value : 0;
        return new NewOrder
        {
            Participant = Participant(),
            ClOrdId = ClOrdId(20),
            Instrument = Instrument(),
            Side = (Side)random.Next(1, 3),
            Type = (OrderType)random.Next(1, 3),
            TimeInForce = (TimeInForce)random.Next(1, 6),
            SelfMatch = (SelfMatchInstruction)random.Next(1, 4),
            PostOnly = Bool(),
            AllOrNone = Bool(),
            Given = given,
            Quantity = Long(),
            LimitTicks = Term(GivenTerms.Price, Long()),
            MinQuantity = Term(GivenTerms.MinQuantity, Long()),
            DisplayQuantity = Term(GivenTerms.DisplayQuantity, Long()),
            ExpireTime = new EngineTime(Term(GivenTerms.ExpireTime, Long())),
            Divisible = (int)Term(GivenTerms.Divisible, Int()),
            MaxParts = (int)Term(GivenTerms.MaxParts, Int()),
            MinSlice = (int)Term(GivenTerms.MinSlice, Int()),
            LatestStartHour = (int)Term(GivenTerms.LatestStart, Int()),
            Step = (int)Term(GivenTerms.Step, Int()),
            Workload = supports.Count == 0 ? default : new WorkloadId(Id()),
            Supports = supports,
            Alternatives = alternatives,
        };
    }

    internal DefineBasket Basket(int constituents)
    {
        ConstituentList list = default;
        for (int i = 0; i < constituents; i++) list.Add(new Constituent(Market(), Int()));
        return new DefineBasket
        {
            Code = Code(),
            Multiplier = Int(),
            Tick = Long(),
            FirstMonth = new DeliveryMonth(Int()),
            ListedMonths = unchecked((ulong)Long()),
            Constituents = list,
        };
    }

    internal DefineSku Sku() => new()
    {
        Code = Code(),
        Lot = Int(),
        Gpu = Code(),
        FormFactor = Bool() ? Code() : default,
        MemoryGigabytes = Int(),
        Interconnect = Code(),
        Tenancy = Bool() ? Code() : default,
    };


    private ReplaceOrder Replace()
    {
        ReplacedTerms given = (ReplacedTerms)random.Next(8);
        long Term(ReplacedTerms term) => (given & term) != 0 ? Long() : 0;
        return new ReplaceOrder
        {
            Participant = Participant(),
            ClOrdId = ClOrdId(20),
            OrigClOrdId = ClOrdId(20),
            Given = given,
            Gpus = Term(ReplacedTerms.Gpus),
            Lots = Term(ReplacedTerms.Lots),
            LimitTicks = Term(ReplacedTerms.Price),
        };
    }

    private Quote Quote()
    {
        bool hasBid = Bool();
        bool hasAsk = Bool();
        return new Quote
        {
            Participant = Participant(),
            QuoteId = ClOrdId(Messages.ClOrdId.MaxQuoteIdLength),
            Basket = new BasketId(Id()),
            Month = new DeliveryMonth(Int()),
            HasBid = hasBid,
            HasAsk = hasAsk,
            BidTicks = hasBid ? Long() : 0,
            BidLots = hasBid ? Long() : 0,
            AskTicks = hasAsk ? Long() : 0,
            AskLots = hasAsk ? Long() : 0,
        };
    }

    private SetHedgeRatio Ratio()
    {
        bool hasRatio = Bool();
        return new SetHedgeRatio
        {
            Market = Market(),
            Basket = new BasketId(Id()),
            HasRatio = hasRatio,
            Micros = hasRatio ? Long() : 0,
        };
    }

    private Money Money() => new(Long());

    private string Text(int maxLength) =>
        string.Create(random.Next(1, maxLength + 1), random, (text, source) =>
        {
            foreach (ref char letter in text) letter = (char)source.Next(0x20, 0x7F);
        });
}
