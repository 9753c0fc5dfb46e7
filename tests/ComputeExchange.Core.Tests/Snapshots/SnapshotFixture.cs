using System.Text;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>Exchanges, their snapshots, and what happens in them as text.</summary>
internal static class SnapshotFixture
{
    public static byte[] Save(Exchange exchange)
    {
        using MemoryStream stream = new();
        exchange.Save(stream);
        return stream.ToArray();
    }

    public static Exchange Load(byte[] snapshot)
    {
        using MemoryStream stream = new(snapshot);
        return Exchange.Load(stream);
    }

    public static Exchange After(IEnumerable<Command> commands)
    {
        Exchange exchange = new();
        foreach (Command command in commands)
            Apply(exchange, command);
        return exchange;
    }

    /// <summary>Applies a command; every field of every event, a line each.</summary>
    public static string Apply(Exchange exchange, in Command command)
    {
        EventText text = new();
        exchange.Apply(command, text);
        return text.ToString();
    }

    private sealed class EventText : IEventSink
    {
        private readonly StringBuilder _text = new();

        public void On(in Event happened) => _text.AppendLine($"{Header(happened.Header)} {Body(happened)}");

        public override string ToString() => _text.ToString();

        private static string Header(in EventHeader header) =>
            $"{header.Sequence}.{header.Index} at {header.Time.Nanos} by {header.Session.Value}/{header.RequestNumber}";

        private static string Body(in Event happened) => happened.Kind switch
        {
            EventKind.New => happened.Accepted.ToString(),
            EventKind.Trade => happened.Trade.ToString(),
            EventKind.Replaced => happened.Replaced.ToString(),
            EventKind.Cancelled => happened.Cancelled.ToString(),
            EventKind.Expired => happened.Expired.ToString(),
            EventKind.Rejected => happened.Rejected.ToString(),
            EventKind.Applied => happened.Applied.ToString(),
            EventKind.PositionSettled => happened.PositionSettled.ToString(),
            EventKind.HourPassed => happened.HourPassed.ToString(),
            EventKind.TopChanged => happened.TopChanged.ToString(),
            _ => throw new InvalidOperationException($"an event of kind {happened.Kind}"),
        };
    }
}
