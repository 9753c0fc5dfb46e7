// A key has 256 bits and is not guessed; who tries is shut out all the same, since each attempt costs work and a line in the log,
// and a rate that is bounded is a rate that somebody notices. Two counts: by address, whatever name is tried, and by name,
// whatever the address. The second one could be turned against the desk whose name it is, so it does not hold for the address
// from which that desk last logged on.

using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>Counts wrong keys by address and by session name, and shuts out for a while who gave too many.</summary>
internal sealed class LogonGuard(GatewayOptions options)
{
    private readonly WrongKeyTable<string> _addresses = new(options);
    private readonly WrongKeyTable<Code> _names = new(options);
    private readonly Dictionary<Code, string> _lastRight = [];

    /// <summary>Whether nobody at an address is listened to now.</summary>
    public bool IsLockedOut(string address, long nowNanos) => _addresses.IsLocked(address, nowNanos);

    /// <summary>Whether a logon from an address to a session is not looked at now.</summary>
    public bool IsLockedOut(string address, Code session, long nowNanos) =>
        IsLockedOut(address, nowNanos)
        || _names.IsLocked(session, nowNanos) && _lastRight.GetValueOrDefault(session) != address;

    /// <summary>A wrong key was given.</summary>
    /// <returns>What was locked by it, for a person; null when nothing was.</returns>
    public string? OnWrongKey(string address, Code session, long nowNanos)
    {
        bool isAddressLocked = _addresses.Count(address, nowNanos);
        bool isNameLocked = _names.Count(session, nowNanos);
        return isAddressLocked ? $"address {address}" : isNameLocked ? $"session {session}" : null;
    }

    /// <summary>The right key of a session was given; there are at most as many of these as sessions.</summary>
    public void OnRightKey(string address, Code session) => _lastRight[session] = address;
}

/// <summary>How many wrong keys came lately, by something; bounded, and the first one in is the first one forgotten.</summary>
internal sealed class WrongKeyTable<TKey>(GatewayOptions options)
    where TKey : notnull
{
    private const long NanosPerMilli = 1_000_000;

    private readonly Dictionary<TKey, Tally> _tallies = [];
    private readonly Queue<TKey> _order = new();

    /// <summary>Whether it is locked now.</summary>
    public bool IsLocked(TKey key, long nowNanos) =>
        _tallies.TryGetValue(key, out Tally tally) && nowNanos < tally.LockedUntilNanos;

    /// <summary>Counts one more; true when it is the one that locks.</summary>
    public bool Count(TKey key, long nowNanos)
    {
        if (options.LockoutMillis == 0 || IsLocked(key, nowNanos))
            return false;
        if (!_tallies.TryGetValue(key, out Tally tally))
            MakeRoomFor(key);
        if (nowNanos - tally.SinceNanos >= options.WrongKeyWindowMillis * NanosPerMilli || tally.LockedUntilNanos > 0)
            tally = default;
        if (tally.Count == 0)
            tally.SinceNanos = nowNanos;
        tally.Count++;
        bool isOver = tally.Count >= options.WrongKeysMax;
        if (isOver)
            tally.LockedUntilNanos = nowNanos + options.LockoutMillis * NanosPerMilli;
        _tallies[key] = tally;
        return isOver;
    }

    private void MakeRoomFor(TKey key)
    {
        if (_tallies.Count >= GatewayOptions.MaxWrongKeyTallies)
            _tallies.Remove(_order.Dequeue());
        _order.Enqueue(key);
    }

    private struct Tally
    {
        public int Count;
        public long SinceNanos;
        public long LockedUntilNanos;
    }
}
