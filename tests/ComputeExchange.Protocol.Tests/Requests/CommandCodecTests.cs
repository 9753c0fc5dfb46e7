using ComputeExchange.Messages;
using ComputeExchange.Protocol.MessagePack;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Requests;

[Collection(Alone.Name)]
public sealed class CommandCodecTests
{
    [Fact]
    public void Every_kind_of_command_comes_back_as_it_was_and_encodes_to_the_same_bytes_again()
    {
        foreach (CommandKind kind in RandomCommand.Kinds)
        {
            Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
            {
                Command command = new RandomCommand(new Random(seed)).Of(kind);
                byte[] body = Encode(command);
                return Decode(body, command.Header, out Command back) == MessagePackError.None
                    && back.SameAs(command)
                    && back.Header.BodyHash == BodyHash.Of(body)
                    && Encode(back).AsSpan().SequenceEqual(body);
            }).QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void A_command_of_no_kind_has_no_encoding() => Assert.Equal(0, CommandCodec.Encode(default, new byte[100]));

    [Fact]
    public void A_body_cut_anywhere_is_malformed_and_so_is_one_with_a_byte_too_many()
    {
        RandomCommand commands = new(new Random(1));
        foreach (CommandKind kind in RandomCommand.Kinds)
        {
            Command command = commands.Of(kind);
            byte[] body = Encode(command);
            for (int length = 0; length < body.Length; length++)
                Assert.NotEqual(MessagePackError.None, Decode(body.AsSpan(0, length), command.Header, out _));
            Assert.Equal(MessagePackError.TrailingBytes, Decode([.. body, 0], command.Header, out _));
        }
    }

    [Fact]
    public void A_message_with_a_field_more_or_less_is_malformed()
    {
        RandomCommand commands = new(new Random(2));
        foreach (CommandKind kind in RandomCommand.Kinds)
        {
            byte[] body = Encode(commands.Of(kind));
            int countAt = body[0] == 0xdc ? 2 : 0;
            foreach (int change in new[] { -1, 1 })
            {
                byte[] changed = [.. body, 0xc0];
                changed[countAt] = (byte)(changed[countAt] + change);
                MessagePackError error = Decode(changed, default, out Command command);
                Assert.Contains(error, new[] { MessagePackError.ArrayCountMismatch, MessagePackError.WrongType });
                Assert.Equal(CommandKind.None, command.Kind);
            }
        }
    }

    [Fact]
    public void A_field_of_another_type_is_malformed()
    {
        RandomCommand commands = new(new Random(3));
        foreach (CommandKind kind in RandomCommand.Kinds)
        {
            byte[] body = Encode(commands.Of(kind));
            foreach ((int start, int end) in FieldsOf(body))
            {
                byte[] changed = [.. body.AsSpan(0, start), 0xcb, 0, 0, 0, 0, 0, 0, 0, 0, .. body.AsSpan(end)];
                Assert.NotEqual(MessagePackError.None, Decode(changed, default, out _));
            }
        }
    }

    [Fact]
    public void A_hundred_thousand_mutated_bodies_do_no_harm_and_what_is_accepted_encodes_to_the_same_bytes()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        RandomCommand commands = new(random);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] body = Mutation.Of(random, Encode(commands.Any()));
            try
            {
                if (Decode(body, default, out Command command) != MessagePackError.None) continue;
                accepted++;
                Assert.Equal(body, Encode(command));
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, body {i}, bytes {Convert.ToHexString(body)}: {exception}");
            }
        }

        Assert.InRange(accepted, 1_000, 90_000);
    }

    [Fact]
    public void Numbers_that_make_no_sense_as_an_order_are_read_and_left_to_the_core()
    {
        NewOrder order = SampleRequests.PlainOrder with { Quantity = long.MinValue, LimitTicks = long.MaxValue };
        Assert.Equal(MessagePackError.None, Decode(Encode(Command.Of(default, order)), default, out Command back));
        Assert.Equal(order, back.NewOrder);
    }

    [Fact]
    public void An_id_over_16_bits_a_choice_there_is_not_and_a_text_too_long_are_malformed()
    {
        byte[] cancel = Convert.FromHexString("9442010ca161");
        Assert.Equal(MessagePackError.None, Decode(cancel, default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("944201ce00010000a161"), default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("9442010ca0"), default, out _));
        byte[] tooLong = [0x94, 0x42, 1, 12, 0xb5, .. Enumerable.Repeat((byte)'x', ClOrdId.MaxLength + 1)];
        Assert.Equal(MessagePackError.TooLong, Decode(tooLong, default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("944b01a16105"), default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("944b01a16100"), default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("924701"), default, out _));
        Assert.Equal(MessagePackError.OutOfRange, Decode(Convert.FromHexString("9263ff"), default, out _));
    }

    [Fact]
    public void A_list_over_its_limit_is_malformed_unless_its_last_place_only_says_that_there_was_more()
    {
        DefineBasket over = new RandomCommand(new Random(4)).Basket(Limits.MaxConstituents + 3);
        byte[] body = Encode(Command.Of(default, over));
        Assert.Equal(0xc0, body[^1]);
        Assert.Equal(MessagePackError.None, Decode(body, default, out Command back));
        Assert.Equal(Limits.MaxConstituents + 1, back.DefineBasket.Constituents.Count);
        Assert.Equal(MessagePackError.TooLong, Decode([.. body.AsSpan(0, body.Length - 1), 0x93, 1, 1, 1], default, out _));
    }

    [Fact]
    public void Window_terms_that_say_nothing_have_one_form_which_is_nil()
    {
        byte[] plain = Encode(Command.Of(default, SampleRequests.PlainOrder));
        Assert.Equal(0xc0, plain[^1]);
        byte[] empty = [.. plain.AsSpan(0, plain.Length - 1), 0x98, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0xc0, 0x90, 0x90];
        Assert.Equal(MessagePackError.NotCanonical, Decode(empty, default, out _));
    }

    [Fact]
    public void A_kill_switch_without_its_option_is_what_it_was_before_there_was_one()
    {
        SetKillSwitch kill = new() { Participant = new ParticipantId(5), On = true };
        Assert.Equal("94510005c3", Convert.ToHexStringLower(Encode(Command.Of(default, kill))));
        byte[] reduceOnly = Encode(Command.Of(default, kill with { ReduceOnly = true }));
        Assert.Equal("95510005c3c3", Convert.ToHexStringLower(reduceOnly));
        Assert.Equal(MessagePackError.None, Decode(reduceOnly, default, out Command back));
        Assert.Equal(kill with { ReduceOnly = true }, back.SetKillSwitch);
        Assert.Equal(MessagePackError.NotCanonical, Decode(Convert.FromHexString("95510005c3c2"), default, out _));
    }

    [Fact]
    public void The_longest_body_of_each_kind_fits_the_bound()
    {
        Random random = new(5);
        RandomCommand commands = new(random);
        int longest = Encode(Command.Of(LongestHeader, LongestRequests.Basket)).Length;
        Assert.InRange(longest, CommandCodec.MaxBodyBytes - 64, CommandCodec.MaxBodyBytes);
        Assert.InRange(Encode(Command.Of(LongestHeader, LongestRequests.Order)).Length, 300, CommandCodec.MaxBodyBytes);
        for (int i = 0; i < 10_000; i++) Assert.InRange(Encode(commands.Any()).Length, 3, longest);
    }

    [Fact]
    public void Reading_and_writing_orders_allocates_nothing()
    {
        Command order = Command.Of(LongestHeader, LongestRequests.Order);
        Command cancel = Command.Of(LongestHeader, new CancelOrder { OrigClOrdId = ClOrdId.Parse("a") });
        byte[] buffer = new byte[CommandCodec.MaxBodyBytes];
        PassThrough(order, buffer);
        PassThrough(cancel, buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            PassThrough(order, buffer);
            PassThrough(cancel, buffer);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Every_command_has_a_message_type_of_its_own_and_only_the_engines_own_are_no_requests()
    {
        MessageType[] types = [.. RandomCommand.Kinds.Select(CommandCodec.TypeOf)];
        Assert.Equal(types.Length, types.Distinct().Count());
        Assert.Equal(
            [MessageType.Tick, MessageType.ConnectSession, MessageType.DisconnectSession],
            types.Where(type => !CommandCodec.IsRequest(type)));
        Assert.DoesNotContain(Enum.GetValues<MessageType>(), type => CommandCodec.IsRequest(type) && !types.Contains(type));
    }

    private static CommandHeader LongestHeader => new() { RequestNumber = long.MaxValue };

    private static void PassThrough(in Command command, byte[] buffer)
    {
        int length = CommandCodec.Encode(command, buffer);
        Decode(buffer.AsSpan(0, length), default, out _);
    }

    private static byte[] Encode(in Command command)
    {
        byte[] buffer = new byte[CommandCodec.MaxBodyBytes];
        int length = CommandCodec.Encode(command, buffer);
        Assert.NotEqual(0, length);
        return buffer[..length];
    }

    private static MessagePackError Decode(ReadOnlySpan<byte> body, in CommandHeader header, out Command command) =>
        CommandCodec.TryDecode(body, header.Session, header.Time, header.IsThrottled, out command, out _);

    private static List<(int Start, int End)> FieldsOf(byte[] body)
    {
        MessagePackReader reader = new(body);
        int count = reader.ReadArrayHeader(100);
        List<(int, int)> fields = [];
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            reader.Skip();
            fields.Add((start, reader.Position));
        }

        return fields;
    }
}
