using System.Runtime.CompilerServices;
using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>Commands and events are unions: header, kind and body lie where their remarks say, and no body is cut off.</summary>
public sealed class LayoutTests
{
    private const int HeaderRoom = 40, BodyOffset = 48;

    [Fact]
    public void Headers_fit_into_their_forty_bytes()
    {
        Assert.True(Unsafe.SizeOf<CommandHeader>() <= HeaderRoom);
        Assert.True(Unsafe.SizeOf<EventHeader>() <= HeaderRoom);
    }

    [Fact]
    public void The_largest_bodies_are_those_that_the_remarks_name()
    {
        Assert.Equal(BodyOffset + Unsafe.SizeOf<DefineBasket>(), Unsafe.SizeOf<Command>());
        Assert.Equal(BodyOffset + Unsafe.SizeOf<Trade>(), Unsafe.SizeOf<Event>());
        Assert.True(Unsafe.SizeOf<NewOrder>() <= Unsafe.SizeOf<DefineBasket>());
    }

    [Fact]
    public void The_parts_of_a_command_lie_where_its_remarks_say()
    {
        CommandHeader header = new()
        {
            Time = new EngineTime(long.MaxValue),
            Session = new SessionId(7),
            RequestNumber = -1,
            BodyHash = ulong.MaxValue,
            IsThrottled = true,
        };
        Command command = Command.Of(header, new MassCancel { Participant = new ParticipantId(0xABCD) });

        Assert.Equal(0, Offset(command, command.Header));
        Assert.Equal(BodyOffset, Offset(command, command.MassCancel));
        Assert.Equal(BodyOffset, Offset(command, command.DefineBasket));
        Assert.Equal((header, CommandKind.MassCancel), (command.Header, command.Kind));
        Assert.Equal(0xABCD, command.MassCancel.Participant.Value);
    }

    [Fact]
    public void The_parts_of_an_event_lie_where_its_remarks_say()
    {
        EventHeader header = new()
        {
            Time = new EngineTime(long.MaxValue),
            Sequence = -1,
            Index = -1,
            Session = new SessionId(ushort.MaxValue),
            RequestNumber = -1,
        };
        Event happened = Event.Of(header, new HourPassed { FromHour = 3, ToHour = 4 });

        Assert.Equal(0, Offset(happened, happened.Header));
        Assert.Equal(BodyOffset, Offset(happened, happened.HourPassed));
        Assert.Equal(BodyOffset, Offset(happened, happened.Trade));
        Assert.Equal((header, EventKind.HourPassed, 4), (happened.Header, happened.Kind, happened.HourPassed.ToHour));
    }

    [Fact]
    public void Another_header_leaves_the_body_as_it_is()
    {
        Command command = Command.Of(default, new Settle { ThroughHour = 5 });
        Command stamped = command.With(new CommandHeader { RequestNumber = 9 });

        Assert.Equal((9L, CommandKind.Settle, 5), (stamped.Header.RequestNumber, stamped.Kind, stamped.Settle.ThroughHour));
        Assert.Equal(0, command.Header.RequestNumber);
    }

    private static int Offset<TUnion, TPart>(in TUnion union, in TPart part) =>
        (int)Unsafe.ByteOffset(
            in Unsafe.As<TUnion, byte>(ref Unsafe.AsRef(in union)), in Unsafe.As<TPart, byte>(ref Unsafe.AsRef(in part)));
}
