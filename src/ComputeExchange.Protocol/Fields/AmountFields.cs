using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;

namespace ComputeExchange.Protocol;

/// <summary>How amounts, times, choices and terms that may be absent stand on the wire.</summary>
internal static class AmountFields
{
    internal static Money ReadMoney(this ref MessagePackReader reader) => new(reader.ReadInt64());

    internal static Price ReadPrice(this ref MessagePackReader reader) => new(reader.ReadInt32());

    internal static EngineTime ReadTime(this ref MessagePackReader reader) => new(reader.ReadInt64());

    /// <summary>Reads a number that counts from 0: a request, a report, an entry.</summary>
    internal static long ReadNumber(this ref MessagePackReader reader) => reader.ReadInteger(0, long.MaxValue);

    internal static void Write(this ref MessagePackWriter writer, Money money) => writer.WriteInt64(money.Units);

    internal static void Write(this ref MessagePackWriter writer, Price price) => writer.WriteInt64(price.Ticks);

    internal static void Write(this ref MessagePackWriter writer, EngineTime time) => writer.WriteInt64(time.Nanos);

    /// <summary>Reads a choice numbered from 1 to <paramref name="most"/>.</summary>
    internal static byte ReadChoice(this ref MessagePackReader reader, byte most) => (byte)reader.ReadInteger(1, most);

    /// <summary>Reads a number or nil, and adds <paramref name="term"/> to what was given when it is there.</summary>
    internal static long ReadTerm(this ref MessagePackReader reader, GivenTerms term, ref GivenTerms given)
    {
        if (reader.TryReadNil()) return 0;
        given |= term;
        return reader.ReadInt64();
    }

    /// <summary>Reads a number of 32 bits or nil, and adds <paramref name="term"/> to what was given when it is there.</summary>
    internal static int ReadNarrowTerm(this ref MessagePackReader reader, GivenTerms term, ref GivenTerms given)
    {
        if (reader.TryReadNil()) return 0;
        given |= term;
        return reader.ReadInt32();
    }

    /// <summary>Writes a number, or nil when it was not given.</summary>
    internal static void WriteTerm(this ref MessagePackWriter writer, bool isGiven, long value)
    {
        if (isGiven) writer.WriteInt64(value);
        else writer.WriteNil();
    }

    /// <summary>Reads a positive number, or nil, which is 0.</summary>
    internal static long ReadOptionalNumber(this ref MessagePackReader reader, long most) =>
        reader.TryReadNil() ? 0 : reader.ReadInteger(1, most);

    /// <summary>Writes a number; 0 is nil.</summary>
    internal static void WriteOptionalNumber(this ref MessagePackWriter writer, long value) =>
        writer.WriteTerm(value != 0, value);
}
