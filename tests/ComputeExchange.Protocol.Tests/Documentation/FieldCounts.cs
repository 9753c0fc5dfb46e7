using System.Reflection;
using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Protocol.Tests.Reports;
using ComputeExchange.Protocol.Tests.Requests;

namespace ComputeExchange.Protocol.Tests.Documentation;

/// <summary>How many fields each message type has, as the code writes it.</summary>
internal static class FieldCounts
{
    /// <summary>So many of a kind that one of them has its option.</summary>
    private const int Tries = 20;

    private static readonly Dictionary<MessageType, int> Counts = Count();

    internal static int Of(MessageType type) => Counts[type];

    private static Dictionary<MessageType, int> Count()
    {
        Dictionary<MessageType, int> counts = [];
        byte[] buffer = new byte[CommandCodec.MaxBodyBytes];
        RandomCommand commands = new(new Random(1));
        foreach (CommandKind kind in RandomCommand.Kinds)
            counts[CommandCodec.TypeOf(kind)] = Enumerable.Range(0, Tries)
                .Max(_ => FieldsOf(buffer.AsSpan(0, CommandCodec.Encode(commands.Of(kind), buffer))));
        RandomEvent events = new(new Random(1));
        foreach (EventKind kind in RandomEvent.Reported)
        {
            Span<byte> body = buffer.AsSpan(0, ExecutionReportCodec.Encode(events.Of(kind), Side.Buy, buffer));
            MessageCodec.TryPeek(body, out MessageType type);
            counts[type] = FieldsOf(body);
        }

        foreach (Type message in typeof(MessageCodec).Assembly.GetTypes().Where(IsMessage))
            counts[(MessageType)Property(message, "Type")] = (int)Property(message, "Fields");
        return counts;
    }

    private static bool IsMessage(Type type) => type.IsValueType && type.GetInterfaces()
        .Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IMessage<>));

    private static object Property(Type message, string name) =>
        message.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static int FieldsOf(ReadOnlySpan<byte> body) => new MessagePackReader(body).ReadArrayHeader(byte.MaxValue);
}
