// The wiring, without a thread in it: rings, stages and what they stand on. SteppedEngine drives it on the caller's thread,
// ThreadedEngine on threads of its own; both run the same code.

using ComputeExchange.Disruptor;
using ComputeExchange.Engine.Hedging;
using ComputeExchange.Engine.Recovery;
using ComputeExchange.Engine.Ring;
using ComputeExchange.Engine.Snapshots;
using ComputeExchange.Engine.Stages;
using ComputeExchange.Journal;
using ComputeExchange.Journal.Storage;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine;

internal sealed class EnginePath : IEngine, IDisposable
{
    public const string JournalName = "journal";
    public const string MatchingName = "matching";
    public const string PublisherName = "publisher";
    public const string ReportsName = "reports";
    public const string UpkeepName = "upkeep";

    private readonly EngineOptions _options;
    private readonly RecoveredState _recovered;
    private readonly StampClock _clock;
    private readonly JournalStage _journalStage;
    private readonly MatchingStage _matchingStage;
    private readonly HedgerFeed? _feed;
    private readonly Ticker _ticker;
    private readonly EventPoller<CommandSlot> _durable;
    private readonly EventPoller<EventSlot> _made;

    public EnginePath(IStorage storage, EngineOptions options, Func<IHedger>? hedger)
    {
        _options = options;
        _clock = new StampClock(options.Clock);
        Commands = new RingBuffer<CommandSlot>(
            new RingOptions { Capacity = options.CommandRingSlots, WaitStrategy = options.CommandWait });
        Events = new RingBuffer<EventSlot>(new RingOptions
        {
            Capacity = options.EventRingSlots,
            Producers = ProducerKind.Single,
            WaitStrategy = options.EventWait,
        });
        _feed = hedger is null ? null : new HedgerFeed(
            new RingOptions { Capacity = options.HedgerRingSlots, Producers = ProducerKind.Single });
        _recovered = EngineRecovery.Recover(storage, options, hedger);
        Recovery = _recovered.Report;
        _journalStage = new JournalStage(_recovered.Journal);
        Stream = new EventStream(Events);
        _matchingStage = new MatchingStage(_recovered.Exchange, Stream, options);
        Journal = Commands.AddConsumer(
            new ConsumerOptions(JournalName) { BatchMax = options.JournalBatchMax }, _journalStage);
        Matching = Commands.AddConsumer(
            new ConsumerOptions(MatchingName) { BatchMax = options.MatchingBatchMax, IdleAfterMillis = 20 }, _matchingStage);
        _durable = Commands.AddPoller(PublisherName, Journal);
        _made = Events.AddPoller(PublisherName);
        Publisher = new PublisherStage(
            Commands, _durable, Events, _made, _recovered.ReportStage, _feed, _recovered.Report.LastSequence, options.PageRows);
        Upkeep = new UpkeepStage(_recovered.Journal, _recovered.Reports, options);
        if (_recovered.Hedger is { } folded)
            Hedger = new HedgerStage(
                folded, _feed!, this, new HedgerCatchUp(storage, options, Upkeep.Removals, _recovered.Skipped).Run,
                () => Publisher.PublishedSequence, Recovery.LastSequence);
        Snapshots = new SnapshotStage(
            storage, options, hedger, _recovered.Skipped, _journalStage, Upkeep, () => _recovered.Reports.SyncedThrough,
            () => Hedger?.FoldedThrough ?? long.MaxValue);
        _ticker = new Ticker(this, _matchingStage, options);
        Space = new SpaceWatch(storage, this, options, _recovered.Exchange.IsHaltedByEngine);
        SubmitFirstCommands();
    }

    public RingBuffer<CommandSlot> Commands { get; }

    public RingBuffer<EventSlot> Events { get; }

    public EventStream Stream { get; }

    public BatchEventProcessor<CommandSlot> Journal { get; }

    public BatchEventProcessor<CommandSlot> Matching { get; }

    public PublisherStage Publisher { get; }

    public HedgerStage? Hedger { get; }

    /// <summary>From now on the journal's thread passes on what it can, which saves waking the publisher's.</summary>
    public void ShortenTheWay() => _journalStage.PassOn = Publisher.PassOnIfFree;

    public HedgerFeed? Feed => _feed;

    public SnapshotStage Snapshots { get; }

    public UpkeepStage Upkeep { get; }

    public Ticker Ticker => _ticker;

    public SpaceWatch Space { get; }

    public RecoveryReport Recovery { get; }

    public Core.Exchange Exchange => _recovered.Exchange;

    public EngineTime Now => _clock.Now;

    public EngineFigures Figures => new()
    {
        DurableSequence = _journalStage.DurableSequence,
        PublishedSequence = Publisher.PublishedSequence,
        SnapshotSequence = Snapshots.LastSequence,
        ReportsForcedSequence = _recovered.Reports.SyncedThrough,
        FreeCommandSlots = Commands.RemainingCapacity,
        JournalLag = Journal.Lag,
        MatchingLag = Matching.Lag,
        PublisherLag = _durable.Lag,
        EventLag = _made.Lag,
        HedgerLag = _feed?.Poller.Lag ?? 0,
        HedgerCatchUps = _feed?.CatchUps ?? 0,
        CommandPressure = Commands.BackPressure,
        EventPressure = Events.BackPressure,
        FreeBytes = Space.FreeBytes,
        Space = Space.Standing,
        WallClockAhead = _clock.WallClockAhead,
    };

    public bool TrySubmit(in Command command, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return TrySubmitOwn(command);
        if (body.Length > CommandCodec.MaxBodyBytes)
            throw new ArgumentException($"A body of {body.Length} bytes is over the {CommandCodec.MaxBodyBytes} allowed.", nameof(body));
        return TryPut(command, body);
    }

    public bool TryAsk(in Query query)
    {
        if (!Commands.TryNext(1, out long sequence))
            return false;
        ref CommandSlot slot = ref Commands[sequence];
        slot.Kind = CommandSlotKind.Query;
        slot.Query = query;
        Commands.Publish(sequence);
        return true;
    }

    // The reader flushes what was not yet written, so a failing device may show itself here first: as anywhere, it stops all.
    public int ReadReports(SessionId session, long fromReportNumber, Span<byte> into, out long nextReportNumber)
    {
        try
        {
            return ReportReader.Read(_recovered.Reports, session, fromReportNumber, into, out nextReportNumber);
        }
        catch (IOException cause)
        {
            Halt(EngineHaltedException.Of(ReportsName, cause));
            nextReportNumber = fromReportNumber;
            return 0;
        }
    }

    public long FirstReport(SessionId session) => _recovered.Reports.FirstReport(session.Value);

    public JournalHead JournalHead => _journalStage.Head;

    public void RequestSnapshot() => Snapshots.Request();

    public void FollowWallClock() => _clock.FollowWallClock();

    /// <summary>Stops everything; the first reason given is kept.</summary>
    public void Halt(Exception? reason)
    {
        Commands.Halt(reason);
        Events.Halt(reason);
        _feed?.Ring.Halt(reason);
    }

    public void Dispose()
    {
        if (Commands.HaltReason is null)
            _recovered.ReportStage.SyncIfPossible();
        _recovered.Dispose();
    }

    private bool TrySubmitOwn(in Command command)
    {
        Span<byte> body = stackalloc byte[CommandCodec.MaxBodyBytes];
        int bytes = CommandCodec.Encode(command, body);
        if (bytes == 0)
            throw new ArgumentException($"A command of kind {command.Kind} has no encoding.", nameof(command));
        // A replay hashes the body that it reads: the hash must be the same now.
        CommandHeader header = command.Header with { BodyHash = BodyHash.Of(body[..bytes]) };
        return TryPut(command.With(header), body[..bytes]);
    }

    private bool TryPut(in Command command, ReadOnlySpan<byte> body)
    {
        if (!Commands.TryNext(1, out long sequence))
            return false;
        ref CommandSlot slot = ref Commands[sequence];
        slot.Kind = CommandSlotKind.Command;
        slot.Command = command;
        slot.BodyBytes = body.Length;
        body.CopyTo(slot.Room);
        Commands.Publish(sequence);
        return true;
    }

    // Nobody is connected after a start, and what fell due while the engine was down expires before anybody logs on.
    private void SubmitFirstCommands()
    {
        CommandHeader header = new() { Time = Now, Session = SessionId.Engine };
        TrySubmitOwn(Command.Of(header, new DisconnectSession { Session = SessionId.Engine }));
        TrySubmitOwn(Command.Tick(header));
    }
}
