using System.Buffers.Binary;
using ComputeExchange.Core.Snapshots;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>What is not a whole snapshot is refused with one typed sentence, whatever is wrong with it.</summary>
public sealed class SnapshotDamageTests
{
    private const int TradedHours = 6;

    private readonly byte[] _snapshot = SnapshotFixture.Save(FullExchange());

    [Fact]
    public void The_snapshot_at_hand_has_something_in_every_section()
    {
        foreach ((int start, int length) in Blocks(_snapshot))
        {
            SnapshotSection section = SectionAt(_snapshot, start);
            Assert.True(section == SnapshotSection.End || length > sizeof(int), $"{section} is empty");
        }
        Assert.Equal(Enum.GetValues<SnapshotSection>(), Blocks(_snapshot).Select(block => SectionAt(_snapshot, block.Start)));
    }

    [Fact]
    public void Another_version_is_refused_by_its_number()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_snapshot.AsSpan(SnapshotFormat.VersionOffset), 7);

        Assert.Contains("version 7", Refusal(_snapshot));
    }

    [Fact]
    public void Something_else_is_refused_as_no_snapshot()
    {
        Assert.Contains("no snapshot", Refusal(new byte[1_000]));
        Assert.Contains("ends too early", Refusal([]));
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_refused()
    {
        for (int i = 0; i < _snapshot.Length; i++)
        {
            byte[] damaged = [.. _snapshot];
            damaged[i] ^= (byte)(1 << i % 8);
            Refusal(damaged);
        }
    }

    [Fact]
    public void A_snapshot_cut_anywhere_is_refused()
    {
        for (int length = 0; length < _snapshot.Length; length++)
            Refusal(_snapshot[..length]);
    }

    [Fact]
    public void A_section_left_out_doubled_or_moved_is_refused()
    {
        List<(int Start, int Length)> blocks = Blocks(_snapshot);
        for (int i = 0; i + 1 < blocks.Count; i++)
        {
            byte[] block = BlockAt(blocks[i]);
            byte[] next = BlockAt(blocks[i + 1]);
            byte[] before = _snapshot[..blocks[i].Start];
            byte[] behind = _snapshot[(blocks[i + 1].Start + next.Length)..];
            Refusal([.. before, .. next, .. behind]);
            Refusal([.. before, .. block, .. block, .. next, .. behind]);
            Refusal([.. before, .. next, .. block, .. behind]);
            Refusal(Rehashed([.. before, .. next, .. behind]));
            Refusal(Rehashed([.. before, .. block, .. block, .. next, .. behind]));
        }
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x80)]
    [InlineData(0x01)]
    public void A_forged_byte_with_the_hashes_made_right_is_refused_or_loads_and_never_crashes(byte mask)
    {
        int refused = 0, loaded = 0;
        foreach ((int start, int length) in Blocks(_snapshot))
        {
            for (int i = start; i < start + SnapshotFormat.BlockHeaderBytes + length; i++)
            {
                byte[] forged = [.. _snapshot];
                forged[i] ^= mask;
                if (LoadsOrIsRefused(Rehashed(forged)))
                    loaded++;
                else
                    refused++;
            }
        }
        Assert.True(refused > 100 && loaded > 100, $"{refused} refused, {loaded} loaded");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gate_that_is_not_that_of_its_window_is_refused(bool isParticular)
    {
        WorkloadSet supports = default;
        if (isParticular)
            supports.Add(new WorkloadId(1));
        NewOrder sell = ControlledMarket.Forward(ControlledMarket.Alpha, "s", Side.Sell, 25_000) with { Supports = supports };
        byte[] snapshot = SnapshotFixture.Save(
            SnapshotFixture.After([.. ControlledMarket.Setup(), Command.Of(ControlledMarket.Now, sell)]));
        byte[] gate = BitConverter.GetBytes(EngineTime.FromHour(ControlledMarket.Hour - 1).Nanos);
        (int start, int length) = Blocks(snapshot).Single(block => SectionAt(snapshot, block.Start) == SnapshotSection.Orders);
        int at = snapshot.AsSpan(start, SnapshotFormat.BlockHeaderBytes + length).IndexOf(gate);

        snapshot[start + at] ^= 1;

        Assert.Contains("a gate", Refusal(Rehashed(snapshot)));
    }

    /// <summary>Orders go in some behind where they are read: what is wrong is seen beside a neighbour and far from it.</summary>
    [Theory]
    [InlineData(0, sizeof(long), "entries are out of order")]
    [InlineData(8, sizeof(long), "places are out of order")]
    [InlineData(20, FieldSize.ClOrdId, "an order comes twice")]
    public void An_order_with_the_entry_place_or_id_of_one_before_is_refused(int field, int bytes, string why)
    {
        const int Orders = 40, OrderBytes = 119;
        byte[] snapshot = SnapshotFixture.Save(SnapshotFixture.After([.. ControlledMarket.Setup(), .. Enumerable.Range(0, Orders)
            .Select(i => ControlledMarket.Forward(ControlledMarket.Alpha, $"s{i}", Side.Sell, 25_000 + i))
            .Select(sell => Command.Of(ControlledMarket.Now, sell))]));
        (int start, int length) = Blocks(snapshot).Single(block => SectionAt(snapshot, block.Start) == SnapshotSection.Orders);
        Assert.Equal(sizeof(int) + Orders * OrderBytes, length);
        int first = start + SnapshotFormat.BlockHeaderBytes + sizeof(int) + field;
        foreach ((int one, int other) in (ReadOnlySpan<(int, int)>)[(0, 1), (0, Orders - 1), (Orders - 2, Orders - 1)])
        {
            byte[] forged = [.. snapshot];
            forged.AsSpan(first + one * OrderBytes, bytes).CopyTo(forged.AsSpan(first + other * OrderBytes));
            Assert.Contains(why, Refusal(Rehashed(forged)));
        }
    }

    /// <summary>The largest integer stands for no hour in a schedule, so that a change at it would be lost.</summary>
    [Theory]
    [InlineData(DeliveryWindow.LastHour, true)]
    [InlineData(DeliveryWindow.LastHour + 1, false)]
    [InlineData(int.MaxValue, false)]
    public void A_schedule_that_goes_on_behind_the_last_hour_is_refused(int end, bool isTaken)
    {
        List<(int Start, int Length)> blocks = Blocks(_snapshot);
        (int start, int length) = blocks.Single(block => SectionAt(_snapshot, block.Start) == SnapshotSection.CreditLines);
        Span<byte> lines = _snapshot.AsSpan(start, SnapshotFormat.BlockHeaderBytes + length);
        int at = lines.IndexOf(BitConverter.GetBytes(ControlledMarket.Hour + TradedHours));
        Assert.InRange(at, 0, length);

        BinaryPrimitives.WriteInt32LittleEndian(lines[at..], end);

        if (isTaken)
            Assert.Equal(Rehashed(_snapshot), SnapshotFixture.Save(SnapshotFixture.Load(_snapshot)));
        else
            Assert.Contains("behind the last hour", Refusal(Rehashed(_snapshot)));
    }

    /// <summary>Every section has content, most orders have every term.</summary>
    private static Exchange FullExchange()
    {
        CommandHeader now = ControlledMarket.Now;
        CommandHeader request = now with { Session = ControlledMarket.Desk, RequestNumber = 1, BodyHash = 5 };
        WorkloadSet supports = default;
        supports.Add(new WorkloadId(1));
        List<Command> commands =
        [
            .. ControlledMarket.Setup(),
            Command.Of(now, new SetMarketMakerProtection
            {
                Participant = ControlledMarket.Maker,
                Basket = ControlledMarket.Basket,
                Fills = 3,
                WindowNanos = 1,
            }),
            Command.Of(now, new Quote
            {
                Participant = ControlledMarket.Maker,
                QuoteId = ClOrdId.Parse("q"),
                Basket = ControlledMarket.Basket,
                Month = ControlledMarket.August,
                HasBid = true,
                BidTicks = 20_000,
                BidLots = 10,
            }),
            Command.Of(now, ControlledMarket.Future(ControlledMarket.Alpha, "f1", Side.Sell, 20_000) with { Quantity = 4 }),
            Command.Of(now, ControlledMarket.Future(ControlledMarket.Alpha, "f2", Side.Sell, 21_000) with
            {
                Given = GivenTerms.Price | GivenTerms.DisplayQuantity,
                DisplayQuantity = 3,
            }),
            Command.Of(request, ControlledMarket.Divisible(ControlledMarket.Alpha, "d", 25_000) with { Supports = supports }),
            Command.Of(now, ControlledMarket.Forward(ControlledMarket.Beta, "b", Side.Buy, 25_000,
                hours: TradedHours) with { Quantity = 8 }),
            Command.Of(now, ControlledMarket.Complex(ControlledMarket.Beta, "c", 20_000)),
            Command.Of(now, ControlledMarket.Forward(ControlledMarket.Beta, "p", Side.Buy, 20_000)),
            Command.Of(now, new SetReferencePrice { Market = ControlledMarket.Market, NanoDollars = 2_500_000_000 }),
            Command.Of(now, new SetIndexValue { Basket = ControlledMarket.Basket, NanoDollars = 2_500_000_000 }),
            Command.Of(now, new SetHedgeRatio
            {
                Market = ControlledMarket.Market,
                Basket = ControlledMarket.Basket,
                HasRatio = true,
                Micros = 777_651,
            }),
        ];
        return SnapshotFixture.After(commands);
    }

    private static string Refusal(byte[] snapshot) =>
        Assert.Throws<SnapshotFormatException>(() => SnapshotFixture.Load(snapshot)).Message;

    private static bool LoadsOrIsRefused(byte[] snapshot)
    {
        try
        {
            SnapshotFixture.Load(snapshot);
            return true;
        }
        catch (SnapshotFormatException)
        {
            return false;
        }
    }

    private static SnapshotSection SectionAt(byte[] snapshot, int start) =>
        (SnapshotSection)BinaryPrimitives.ReadUInt32LittleEndian(snapshot.AsSpan(start));

    private byte[] BlockAt((int Start, int Length) block) =>
        _snapshot.AsSpan(block.Start, SnapshotFormat.BlockHeaderBytes + block.Length + SnapshotFormat.HashBytes).ToArray();

    private static List<(int Start, int Length)> Blocks(byte[] snapshot)
    {
        List<(int, int)> blocks = [];
        int at = SnapshotFormat.HeaderBytes;
        while (at + SnapshotFormat.BlockHeaderBytes <= snapshot.Length)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(snapshot.AsSpan(at + SnapshotFormat.LengthOffset));
            if (length < 0 || length > snapshot.Length - at - SnapshotFormat.BlockHeaderBytes - SnapshotFormat.HashBytes)
                break;
            blocks.Add((at, length));
            at += SnapshotFormat.BlockHeaderBytes + length + SnapshotFormat.HashBytes;
        }
        return blocks;
    }

    /// <summary>The hashes made right again, as far as the blocks hang together.</summary>
    private static byte[] Rehashed(byte[] snapshot)
    {
        ulong hash = XxHash64.Of(snapshot.AsSpan(0, SnapshotFormat.HeaderBytes), 0);
        foreach ((int start, int length) in Blocks(snapshot))
        {
            int bytes = SnapshotFormat.BlockHeaderBytes + length;
            hash = XxHash64.Of(snapshot.AsSpan(start, bytes), hash);
            BinaryPrimitives.WriteUInt64LittleEndian(snapshot.AsSpan(start + bytes), hash);
        }
        return snapshot;
    }
}
