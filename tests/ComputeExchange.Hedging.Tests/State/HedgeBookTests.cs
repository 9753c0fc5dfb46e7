using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Hedging.State;
using ComputeExchange.Hedging.Tests.Decisions;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Hedging.Tests.State;

[Collection(Alone.Name)]
public class HedgeBookTests
{
    private const int RandomRuns = 60;

    [Fact]
    public void The_guides_month_through_the_real_core_falls_into_its_five_parts()
    {
        HedgedMarket market = new();
        market.Fees(forwardMicros: 1_000, basketMicros: 587_500);
        market.Mark(2.60m);
        market.Index(2.50m);
        market.Ratio(800_000);
        market.Quote(bidLots: 100, askLots: 100, bid: 2.51m, ask: 2.53m);

        market.Deal(gpus: 50, hours: 146, price: 2.55m);
        market.Settle();
        Assert.Equal(-8, market.Position);

        market.Index(2.30m);
        market.Mark(2.50m);
        market.Hedging(on: false);
        market.MoveTo(HedgedMarket.September.EndHour);

        ProfitAndLossParts parts = market.Report.ProfitAndLoss;
        Assert.Equal(
            (365.00m, -1_168.00m, 438.00m, 1_226.40m, -12.00m),
            (parts.Spread.ToCents(), parts.Index.ToCents(), parts.Basis.ToCents(), parts.Hedge.ToCents(), parts.Fees.ToCents()));
        Assert.Equal(849.40m, market.Report.FromCashAndMarks.ToCents());
    }

    [Fact]
    public void Profit_and_loss_agrees_with_a_third_count_from_the_events_over_random_runs()
    {
        for (int seed = 1; seed <= RandomRuns; seed++)
        {
            HedgedMarket market = Played(seed);
            DealerHedgeReport report = market.Report;
            Assert.Equal(report.ProfitAndLoss.Total, report.FromCashAndMarks);
            decimal counted = CountedFrom(market);
            Assert.True(Math.Round(counted, 2, MidpointRounding.AwayFromZero) == report.FromCashAndMarks.ToCents(),
                $"Seed {seed}: {counted} counted, {report.FromCashAndMarks} reported.");
        }
    }

    [Fact]
    public void The_same_events_give_the_same_bytes_from_the_start_and_on_top_of_a_snapshot()
    {
        for (int seed = 1; seed <= RandomRuns; seed++)
        {
            HedgedMarket market = Played(seed);
            byte[] live = market.Saved();
            int cut = new Random(seed).Next(market.Told.Count);

            HedgeBook first = new();
            foreach ((Command command, Event happened) in market.Told.Take(cut))
                first.Apply(command, happened);
            HedgeBook second = HedgeBook.Load(new MemoryStream(Bytes(first)));
            foreach ((Command command, Event happened) in market.Told.Skip(Math.Max(0, cut - 5)))
                second.Apply(command, happened);

            Assert.True(live.AsSpan().SequenceEqual(Bytes(second)), $"Seed {seed}, snapshot after {cut} events.");
        }
    }

    [Fact]
    public void A_book_that_is_cut_off_or_of_another_version_is_not_read()
    {
        byte[] saved = Played(1).Saved();
        for (int length = 0; length < saved.Length; length += 7)
            Assert.Throws<InvalidDataException>(() => HedgeBook.Load(new MemoryStream(saved, 0, length)));
        saved[4]++;
        Assert.Contains("version 2", Assert.Throws<InvalidDataException>(() => HedgeBook.Load(new MemoryStream(saved))).Message);
    }

    [Fact]
    public void Exposure_by_month_is_what_the_trades_left_undelivered()
    {
        HedgedMarket market = new();
        market.Deal(gpus: 10, fromHour: 700, hours: 40);
        market.Deal(gpus: -4, fromHour: 710, hours: 20);
        DeliveryMonth october = new(HedgedMarket.September.Index + 1);
        Assert.Equal((200 - 40, 200 - 40), (Exposure(market, HedgedMarket.September), Exposure(market, october)));

        market.MoveTo(HedgedMarket.September.StartHour + 715);
        Assert.Equal((5 * 6, 160), (Exposure(market, HedgedMarket.September), Exposure(market, october)));

        market.MoveTo(october.StartHour + 15);
        Assert.Equal((0, 5 * 10), (Exposure(market, HedgedMarket.September), Exposure(market, october)));
    }

    [Fact]
    public void A_fill_allocates_nothing()
    {
        HedgedMarket market = Played(3);
        market.Mark(2.5m);
        (Command command, Event happened)[] fills =
            [.. market.Told.Where(told => told.Happened.Kind == EventKind.Trade).Select(told => (told.Command, told.Happened))];
        Assert.Contains(fills, fill => fill.happened.Trade.Instrument.IsBasket);
        Assert.Contains(fills, fill => !fill.happened.Trade.Instrument.IsBasket);
        Fold(market.Book, fills, 10_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Fold(market.Book, fills, 20_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Fold(HedgeBook book, (Command Command, Event Happened)[] fills, long sequence)
    {
        for (int i = 0; i < fills.Length; i++)
        {
            EventHeader header = fills[i].Happened.Header with { Sequence = sequence + i };
            book.Apply(fills[i].Command, Event.Of(header, fills[i].Happened.Trade));
        }
    }

    private static long Exposure(HedgedMarket market, DeliveryMonth month) =>
        market.Book.ExposureOf(HedgedMarket.Dealer, HedgedMarket.Market, month);

    private static byte[] Bytes(HedgeBook book)
    {
        MemoryStream stream = new();
        book.Save(stream);
        return stream.ToArray();
    }

    private static HedgedMarket Played(int seed)
    {
        Random random = new(seed);
        HedgedMarket market = new();
        market.Mark(2.5m);
        market.Index(2.5m);
        market.Ratio(800_000);
        market.Fees(forwardMicros: 700, basketMicros: 123_457);
        for (int step = 0; step < 80; step++)
        {
            Act(market, random);
            market.Settle();
        }
        return market;
    }

    private static void Act(HedgedMarket market, Random random)
    {
        decimal price = 2m + random.Next(10_000) / 10_000m;
        int hoursLeft = HedgedMarket.September.EndHour - market.Time.Hour - 30;
        switch (random.Next(7))
        {
            case 0 or 1 when hoursLeft > 0:
                int from = Math.Max(0, market.Time.Hour + 2 - HedgedMarket.September.StartHour) + random.Next(hoursLeft);
                market.Deal(random.Next(2) == 0 ? random.Next(1, 40) : -random.Next(1, 40), from, random.Next(1, 200), price);
                break;
            case 2:
                market.Mark(price);
                break;
            case 3:
                market.Index(price);
                break;
            case 4:
                market.Ratio(random.Next(-500_000, 1_500_000));
                break;
            case 5:
                market.MoveTo(market.Time.Hour + random.Next(1, 48));
                break;
            default:
                market.Quote(random.Next(0, 40), random.Next(0, 40), bid: 2.4m + random.Next(5) * .01m);
                break;
        }
    }

    /// <summary>Cash, fees, and what is held at the last marks, counted hour by hour in decimal dollars from the events
    /// alone.</summary>
    private static decimal CountedFrom(HedgedMarket market)
    {
        decimal total = 0, mark = 0, index = 0;
        Dictionary<int, long> gpusOfHour = [];
        long lots = 0;
        foreach ((Command command, Event happened) in market.Told)
        {
            switch (happened.Kind)
            {
                case EventKind.Applied when command.Kind == CommandKind.SetReferencePrice:
                    mark = command.SetReferencePrice.NanoDollars / 1e9m;
                    break;
                case EventKind.Applied when command.Kind == CommandKind.SetIndexValue:
                    index = command.SetIndexValue.NanoDollars / 1e9m;
                    break;
                case EventKind.HourPassed:
                    foreach (int hour in gpusOfHour.Keys.Where(hour => hour < happened.HourPassed.ToHour).ToList())
                    {
                        total += gpusOfHour[hour] * mark;
                        gpusOfHour.Remove(hour);
                    }
                    break;
                case EventKind.PositionSettled when happened.PositionSettled.Participant == HedgedMarket.Dealer:
                    total += happened.PositionSettled.Cash.Dollars;
                    lots = 0;
                    break;
                case EventKind.Trade:
                    total += Count(happened.Trade, gpusOfHour, ref lots);
                    break;
            }
        }
        return total + gpusOfHour.Values.Sum() * mark + lots * 730 * index;
    }

    private static decimal Count(in Trade trade, Dictionary<int, long> gpusOfHour, ref long lots)
    {
        int sign = trade.Buy.Participant == HedgedMarket.Dealer ? 1 : trade.Sell.Participant == HedgedMarket.Dealer ? -1 : 0;
        if (sign == 0)
            return 0;
        if (trade.Instrument.IsBasket)
        {
            lots += sign * trade.Quantity;
            return -sign * trade.Quantity * 730 * trade.Price.Dollars
                - Math.Round(trade.Quantity * .123457m, 4, MidpointRounding.AwayFromZero);
        }
        DeliveryWindow window = trade.Instrument.Window;
        for (int hour = window.StartHour; hour < window.EndHour; hour++)
            gpusOfHour[hour] = gpusOfHour.GetValueOrDefault(hour) + sign * trade.Quantity;
        return -sign * trade.Quantity * window.Hours * trade.Price.Dollars
            - Math.Round(trade.Quantity * window.Hours * .0007m, 4, MidpointRounding.AwayFromZero);
    }
}
