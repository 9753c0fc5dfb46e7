using ComputeExchange.Tests.Shared;
using Xunit.Abstractions;

namespace ComputeExchange.Gateway.Tests;

/// <summary>A desk whose line is cut has its orders cancelled once its grace is over: each once, whatever crashes between, and
/// none when it comes back in time.</summary>
public class CancelOnDisconnectTests(ITestOutputHelper output)
{
    private const int GraceMillis = 2_000;

    [Fact]
    public void Every_order_is_cancelled_exactly_once_and_none_of_who_comes_back_in_time()
    {
        int cuts = RunSize.Of(60, 1_000);
        int seed = RunSize.FirstSeed;
        using CrashVenue venue = new();
        Desk desk = new(venue, new Random(seed));
        int[] ways = new int[6];
        for (int i = 0; i < cuts; i++)
            ways[desk.CutOnce(i)]++;
        desk.CutPlainly();
        desk.AssertEachOrderWasCancelledOnce();
        output.WriteLine($"seed {seed}: {cuts} cuts, {venue.Crashes} crashes, {desk.Entered} orders, each cancelled once; "
            + $"plain {ways[0]}, back in time {ways[1]}, crash before the disconnect was written {ways[2]}, within the grace "
            + $"{ways[3]}, as it ran out {ways[4]}, and back in time after it {ways[5]}");
        Assert.All(ways, count => Assert.True(count > 0));
    }

    [Fact]
    public void Without_grace_the_orders_go_with_the_line()
    {
        using CrashVenue venue = new();
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession, change: logon => logon with { CancelOnDisconnect = true });
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 1, 2.5m));
        alpha.Cut();
        Assert.Empty(venue.Engine.Exchange.OpenOrders());
    }

    [Fact]
    public void Who_has_not_asked_for_it_keeps_the_orders()
    {
        using CrashVenue venue = new();
        WireClient alpha = venue.Connect();
        alpha.LogOn(TestVenue.AlphaSession);
        alpha.Request(DemoMarket.Lots(DemoMarket.Alpha, "a1", Side.Buy, 1, 2.5m));
        alpha.Cut();
        venue.Crash(new Random(1));
        venue.Pass(10 * GraceMillis, pieceMillis: 500);
        Assert.Single(venue.Engine.Exchange.OpenOrders());
    }

    /// <summary>A desk that loses its line again and again, and what it was told of each order.</summary>
    private sealed class Desk(CrashVenue venue, Random random)
    {
        private readonly Dictionary<string, int> _cancels = [];
        private WireClient? _client;
        private long _lastReport;

        public int Entered => _cancels.Count;

        /// <summary>Enters some orders, loses its line in one of six ways, and says which.</summary>
        public int CutOnce(int round)
        {
            LogOn();
            for (int i = random.Next(1, 4); i > 0; i--)
                _client!.Request(DemoMarket.Lots(DemoMarket.Alpha, $"o{round}-{i}", Side.Buy, 1, 2.5m));
            Hear();
            int open = Open;
            int way = random.Next(6);
            switch (way)
            {
                case 0: CutPlainly(); break;
                case 1: ComeBackInTime(open); break;
                case 2: CrashBeforeTheDisconnectWasWritten(open); break;
                case 3: CrashWithinTheGrace(open); break;
                case 4: CrashAsItRunsOut(); break;
                default: CrashAndComeBackInTime(open); break;
            }

            return way;
        }

        public void CutPlainly()
        {
            LogOn();
            int open = Open;
            _client!.Cut();
            venue.Pass(GraceMillis - 100);
            Assert.Equal(open, Open);
            venue.Pass(100);
            Assert.Equal(0, Open);
        }

        public void AssertEachOrderWasCancelledOnce()
        {
            LogOn();
            Hear();
            Assert.All(_cancels, order => Assert.True(order.Value == 1, $"{order.Key} was cancelled {order.Value} times"));
        }

        private int Open => venue.Engine.Exchange.OpenOrders().Count();

        private void ComeBackInTime(int open)
        {
            _client!.Cut();
            venue.Pass(random.Next(GraceMillis / 50) * 50);
            LogOn();
            venue.Pass(2 * GraceMillis);
            Assert.Equal(open, Open);
        }

        private void CrashBeforeTheDisconnectWasWritten(int open)
        {
            _client!.CutUnnoticed();
            venue.Gateway.Step();
            if (random.Next(2) == 0)
                venue.Engine.TryMatch();
            venue.Crash(random);

            // A restart disconnects everybody, and the grace runs from then.
            venue.Pass(GraceMillis - 100);
            Assert.Equal(open, Open);
            venue.Pass(100);
            Assert.Equal(0, Open);
        }

        private void CrashWithinTheGrace(int open)
        {
            _client!.Cut();
            int before = random.Next(GraceMillis / 50) * 50;
            venue.Pass(before);
            Assert.Equal(open, Open);
            venue.Crash(random);
            venue.Pass(GraceMillis - before);
            Assert.Equal(0, Open);
        }

        private void CrashAsItRunsOut()
        {
            _client!.Cut();
            venue.Pass(GraceMillis - 100);
            venue.Advance(100);

            // The tick that ends the grace is matched, and may or may not have been written and told.
            venue.Engine.TryTick();
            venue.Engine.TryMatch();
            if (random.Next(3) == 0)
                venue.Engine.TryJournal();
            if (random.Next(2) == 0)
                venue.Engine.TryPublish();
            venue.Crash(random);
            Assert.Equal(0, Open);
        }

        private void CrashAndComeBackInTime(int open)
        {
            _client!.CutUnnoticed();
            venue.Crash(random);
            venue.Pass(random.Next(GraceMillis / 50) * 50);
            LogOn();
            venue.Pass(2 * GraceMillis);
            Assert.Equal(open, Open);
        }

        private void LogOn()
        {
            if (_client is not null)
                Hear();
            _client = venue.Connect();
            _client.LogOn(TestVenue.AlphaSession, _lastReport, logon => logon with
            {
                CancelOnDisconnect = true,
                GraceMillis = GraceMillis,
                HeartbeatMillis = 60_000,
            });
            Assert.Equal(DisconnectReason.None, _client.EndReason);
        }

        /// <summary>Takes the reports that it does not have yet.</summary>
        private void Hear()
        {
            foreach (ExecutionReport report in _client!.Reports.Where(report => report.ReportNumber > _lastReport))
            {
                Assert.Equal(_lastReport + 1, report.ReportNumber);
                _lastReport = report.ReportNumber;
                string order = report.ClOrdId.ToString();
                if (report.Type == ExecutionType.New)
                    _cancels.Add(order, 0);
                else if (report.Type == ExecutionType.Cancelled && report.CancelReason == CancelReason.Disconnected)
                    _cancels[order]++;
                else
                    Assert.Fail($"a {report.Type} of {order}");
            }
        }
    }
}
