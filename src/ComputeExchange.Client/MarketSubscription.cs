using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Client;

/// <summary>The top of a book, kept up to date; of a basket contract with its prints. Lives on over reconnections.</summary>
public sealed class MarketSubscription
{
    private readonly Lock _gate = new();
    private TopOfBook _top;
    private long _sequenceNumber;
    private bool _isCurrent;

    internal MarketSubscription(uint id, Instrument instrument)
    {
        Id = id;
        Instrument = instrument;
    }

    /// <summary>Told, on the client's reading thread, after each change.</summary>
    public event Action<MarketSubscription>? Changed;

    /// <summary>Told, on the client's reading thread, of each print of a basket contract.</summary>
    public event Action<MarketPrint>? Printed;

    /// <summary>Which book.</summary>
    public Instrument Instrument { get; }

    /// <summary>How often something was missed, and a snapshot took its place.</summary>
    public long MissedCount { get; private set; }

    /// <summary>The top as last told.</summary>
    public TopOfBook Top
    {
        get
        {
            lock (_gate)
                return _top;
        }
    }

    internal uint Id { get; }

    internal TaskCompletionSource<MarketSubscription> FirstSnapshot { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A new connection knows nothing of it until its next snapshot.</summary>
    internal void OnConnectionLost() => _isCurrent = false;

    internal void OnSnapshot(in MarketSnapshot snapshot)
    {
        if (_isCurrent && snapshot.SequenceNumber != _sequenceNumber + 1)
            MissedCount++;
        _isCurrent = true;
        Set(snapshot.Top, snapshot.SequenceNumber);
        FirstSnapshot.TrySetResult(this);
    }

    /// <summary>Takes a change; false when something before it is missing, and a new snapshot is needed.</summary>
    internal bool OnIncrement(in MarketIncrement increment)
    {
        if (!IsNext(increment.SequenceNumber))
            return false;
        Set(increment.After(Top), increment.SequenceNumber);
        return true;
    }

    /// <summary>Takes a print; false when something before it is missing, and a new snapshot is needed.</summary>
    internal bool OnPrint(in MarketPrint print)
    {
        if (!IsNext(print.SequenceNumber))
            return false;
        _sequenceNumber = print.SequenceNumber;
        Printed?.Invoke(print);
        return true;
    }

    private bool IsNext(long sequenceNumber)
    {
        bool isNext = _isCurrent && sequenceNumber == _sequenceNumber + 1;
        if (_isCurrent && !isNext)
            MissedCount++;
        _isCurrent = isNext;
        return isNext;
    }

    private void Set(in TopOfBook top, long sequenceNumber)
    {
        lock (_gate)
            _top = top;
        _sequenceNumber = sequenceNumber;
        Changed?.Invoke(this);
    }
}
