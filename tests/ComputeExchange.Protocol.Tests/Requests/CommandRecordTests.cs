using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Requests;

public sealed class CommandRecordTests
{
    [Fact]
    public void The_header_lies_where_its_table_says()
    {
        CommandHeader header = new()
        {
            Time = new EngineTime(0x0807060504030201),
            Session = new SessionId(0x0A09),
            RequestNumber = 5,
            IsThrottled = true,
        };
        byte[] record = new byte[CommandRecord.MaxBytes];
        int length = CommandRecord.Write(Command.Of(header, new MassCancel { Participant = new ParticipantId(7) }), record);
        Assert.Equal("0102030405060708" + "090A" + "01" + "01" + "93430507", Convert.ToHexString(record.AsSpan(0, length)));
        Assert.Equal(12, CommandRecord.HeaderBytes);
    }

    [Fact]
    public void Every_record_reads_back_as_the_command_that_was_written() =>
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
        {
            Command command = new RandomCommand(new Random(seed)).Any();
            byte[] record = new byte[CommandRecord.MaxBytes];
            int length = CommandRecord.Write(command, record);
            return CommandRecord.TryRead(record.AsSpan(0, length), out Command back) == MessagePackError.None
                && back.SameAs(command)
                && back.Header.BodyHash == BodyHash.Of(record.AsSpan(0, length)[CommandRecord.HeaderBytes..]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_cut_short_of_another_version_or_with_an_unknown_flag_is_refused()
    {
        byte[] record = Convert.FromHexString("0000000000000000" + "0000" + "00" + "01" + "926300");
        Assert.Equal(MessagePackError.None, CommandRecord.TryRead(record, out Command tick));
        Assert.Equal(CommandKind.Tick, tick.Kind);
        for (int length = 0; length < record.Length; length++)
            Assert.Equal(MessagePackError.Truncated, CommandRecord.TryRead(record.AsSpan(0, length), out _));
        record[11] = 2;
        Assert.Equal(MessagePackError.OutOfRange, CommandRecord.TryRead(record, out _));
        record[11] = 1;
        record[10] = 2;
        Assert.Equal(MessagePackError.OutOfRange, CommandRecord.TryRead(record, out _));
    }

    [Fact]
    public void A_record_that_does_not_fit_is_not_written()
    {
        Command tick = Command.Tick(default);
        Assert.Equal(0, CommandRecord.Write(tick, new byte[CommandRecord.HeaderBytes - 1]));
        Assert.Equal(0, CommandRecord.Write(tick, new byte[CommandRecord.HeaderBytes + 2]));
        Assert.Equal(CommandRecord.HeaderBytes + 3, CommandRecord.Write(tick, new byte[CommandRecord.HeaderBytes + 3]));
    }
}
