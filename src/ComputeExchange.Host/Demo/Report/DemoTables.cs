using System.Globalization;
using ComputeExchange.Bots.Markets;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Messages;
using Spectre.Console;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>The demo's figures as tables for a person, at most 90 columns wide.</summary>
internal sealed class DemoTables(IAnsiConsole console, DemoMarket market)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Prints all of them.</summary>
    /// <param name="result">What came of the run.</param>
    /// <param name="isKept">Whether the journal stays.</param>
    public void Print(DemoResult result, bool isKept)
    {
        console.WriteLine();
        console.MarkupLineInterpolated(Culture,
            $"[bold]{result.Dates.Count} dates of real prices[/], {result.Dates[0]:O} to {result.Dates[^1]:O}, seed {result.Seed}");
        console.MarkupLineInterpolated(Culture,
            $"{result.Turns:n0} turns in {result.PlayTime.TotalSeconds:n1} s, each acknowledged and hedged before the next");
        Forwards(result.Figures.Forwards);
        Futures(result.Figures.Forwards);
        Dealable(result.Figures.Dealable);
        WindowTerms(result.Figures, result.Without);
        Hedges(result.Hedge);
        Basis(result.Hedge);
        Speed(result);
        Checks(result, isKept);
    }

    private void Forwards(ForwardTally tally)
    {
        Table table = NewTable("Forwards by SKU and region: trades, and notional in thousand $");
        table.AddColumn(new TableColumn("region").NoWrap());
        ushort[] skus = [.. market.Directory.Markets.Select(listed => listed.Id.Sku.Value).Distinct()];
        foreach (ushort sku in skus)
        {
            table.AddColumn(Right(DemoMarket.ShortNameOf(new SkuId(sku))));
            table.AddColumn(Right("k$"));
        }
        foreach (ushort region in market.Directory.Markets.Select(listed => listed.Id.Region.Value).Distinct().Order())
        {
            List<string> row = [market.CodeOf(new RegionId(region))];
            foreach (ushort sku in skus)
                row.AddRange(CellsOf(tally, sku, region));
            table.AddRow([.. row]);
        }
        table.AddEmptyRow();
        table.AddRow(["[bold]all[/]", .. skus.SelectMany(sku => TotalOf(tally, sku))]);
        console.Write(table);
        console.MarkupLineInterpolated(Culture,
            $"{tally.Trades:n0} trades, {tally.GpuHours:n0} GPU-hours, ${tally.Notional.Dollars:n0}");
    }

    private static string[] CellsOf(ForwardTally tally, ushort sku, ushort region) =>
        tally.Markets.TryGetValue((sku, region), out MarketTotal? total)
            ? [Count(total.Trades), Thousands(total.Notional)]
            : ["", ""];

    private static string[] TotalOf(ForwardTally tally, ushort sku)
    {
        MarketTotal[] totals = [.. tally.Markets.Where(entry => entry.Key.Sku == sku).Select(entry => entry.Value)];
        Money notional = totals.Aggregate(default(Money), (sum, total) => sum + total.Notional);
        return [$"[bold]{Count(totals.Sum(total => total.Trades))}[/]", $"[bold]{Thousands(notional)}[/]"];
    }

    private void Futures(ForwardTally tally)
    {
        Table table = NewTable("Basket futures, all months");
        table.AddColumns(new TableColumn("basket"), Right("months"), Right("trades"), Right("lots"), Right("notional k$"));
        foreach (ListedBasket basket in market.Directory.Baskets)
        {
            MarketTotal[] months =
                [.. tally.Baskets.Where(entry => entry.Key.Basket == basket.Id.Value).Select(entry => entry.Value)];
            Money notional = months.Aggregate(default(Money), (sum, total) => sum + total.Notional);
            table.AddRow(DemoMarket.CodeOf(basket.Id), Count(months.Length), Count(months.Sum(total => total.Trades)),
                Count(months.Sum(total => total.Volume)), Thousands(notional));
        }
        console.Write(table);
    }

    private void Dealable(DealableTally tally)
    {
        Table table = NewTable("Best against dealable, when a principal came");
        table.AddColumns(new TableColumn("a price showed, and credit let it deal"), Right("orders"), Right("share"));
        table.AddRow("at the best price", Count(tally.AtBest), Share(tally.AtBest, tally.Samples));
        table.AddRow(string.Create(Culture, $"at a worse one ({tally.MeanGap:n3} $ on average)"),
            Count(tally.AtWorse), Share(tally.AtWorse, tally.Samples));
        table.AddRow("not at all", Count(tally.Nothing), Share(tally.Nothing, tally.Samples));
        console.Write(table);
    }

    private void WindowTerms(RunFigures with, RunFigures without)
    {
        Table table = NewTable("What it is worth that the market knows time");
        table.AddColumns(new TableColumn("the same orders"), Right("as they are"), Right("without window terms"));
        table.AddRow("sold through covers of several parts", Share(with.Forwards.AssembledGpuHours, with.Forwards.GpuHours),
            Share(without.Forwards.AssembledGpuHours, without.Forwards.GpuHours));
        table.AddRow("offered capacity that found a buyer",
            Share(with.Capacity.Utilisation), Share(without.Capacity.Utilisation));
        table.AddRow("wanted capacity that was found", Share(with.Capacity.FillRate), Share(without.Capacity.FillRate));
        table.AddRow("buyers paid, k$", Thousands(with.Capacity.Paid), Thousands(without.Capacity.Paid));
        table.AddRow("and saved against limits, k$", Thousands(with.Capacity.Saved), Thousands(without.Capacity.Saved));
        console.Write(table);
    }

    private void Hedges(HedgeReport report)
    {
        Table table = NewTable("Hedge report, at the end of the last date");
        table.AddColumn("");
        foreach (DealerHedgeReport dealer in report.Dealers)
            table.AddColumn(Right(dealer.Dealer));
        Row("hedge orders", dealer => Count(dealer.LastRequest));
        Row("risk a date, unhedged $", dealer => Deviation(dealer.Effectiveness.UnhedgedVariance));
        Row("risk a date, hedged $", dealer => Deviation(dealer.Effectiveness.HedgedVariance));
        Row("effectiveness", dealer => dealer.Effectiveness.Effectiveness is double share ? Share(share) : "-");
        table.AddEmptyRow();
        Row("spread $", dealer => Dollars(dealer.ProfitAndLoss.Spread));
        Row("index $", dealer => Dollars(dealer.ProfitAndLoss.Index));
        Row("basis $", dealer => Dollars(dealer.ProfitAndLoss.Basis));
        Row("hedge $", dealer => Dollars(dealer.ProfitAndLoss.Hedge));
        Row("fees $", dealer => Dollars(dealer.ProfitAndLoss.Fees));
        Row("[bold]profit and loss $[/]", dealer => $"[bold]{Dollars(dealer.ProfitAndLoss.Total)}[/]");
        Row("from cash and marks $", dealer => Dollars(dealer.FromCashAndMarks));
        console.Write(table);

        void Row(string name, Func<DealerHedgeReport, string> cell) => table.AddRow([name, .. report.Dealers.Select(cell)]);
    }

    /// <summary>Of the markets in which dealers are left holding something: the others are nobody's risk.</summary>
    private void Basis(HedgeReport report)
    {
        Dictionary<(string, string), long> held = report.Dealers.SelectMany(dealer => dealer.Exposures)
            .GroupBy(exposure => (exposure.Sku, exposure.Region))
            .ToDictionary(market => market.Key, market => market.Sum(exposure => exposure.GpuHours));
        Table table = NewTable("Basis S - h I where dealers hold something at the end, half-life in dates");
        table.AddColumn(new TableColumn("market").NoWrap());
        foreach (string header in (string[])["GPU-hours", "h", "R^2", "basis $", "z-score", "half-life"])
            table.AddColumn(Right(header));
        foreach (MarketHedgeReport each in report.Markets)
        {
            if (!held.TryGetValue((each.Sku, each.Region), out long gpuHours))
                continue;
            table.AddRow($"{each.Sku} {each.Region}", Count(gpuHours), Figure(each.Ratio, "n3"), Share(each.RSquared),
                Figure(each.Basis?.Basis, "n3"), Figure(each.Basis?.ZScore, "n2"),
                Figure(each.Basis?.MeanReversion.HalfLifeSteps, "n1"));
        }
        console.Write(table);
    }

    private void Speed(DemoResult result)
    {
        Table table = NewTable("From order to durable acknowledgement, microseconds");
        table.AddColumns(
            new TableColumn("bots x requests under way"), Right("p50"), Right("p99"), Right("p99.9"), Right("requests/s"));
        foreach (LatencyFigures figures in result.Bursts)
            Row(string.Create(Culture, $"{figures.Clients} x {figures.InFlight}, all at once"), figures);
        Row("1 x 1, the turns", result.OneByOne);
        console.Write(table);
        double perSecond = result.ReplayTime > TimeSpan.Zero ? result.JournaledCommands / result.ReplayTime.TotalSeconds : 0;
        console.MarkupLineInterpolated(Culture,
            $"Replay: {result.JournaledCommands:n0} commands in {result.ReplayTime.TotalSeconds:n2} s, {perSecond:n0} a second");

        void Row(string name, LatencyFigures figures) => table.AddRow(name, Micros(figures.P50Micros),
            Micros(figures.P99Micros), Micros(figures.P999Micros), Micros(figures.PerSecond));
    }

    private void Checks(DemoResult result, bool isKept)
    {
        console.WriteLine();
        foreach (DemoCheck check in result.Checks)
        {
            console.Markup(check.Holds ? "[green]ok[/]     " : "[red]WRONG[/]  ");
            console.MarkupLineInterpolated(Culture, $"{check.Name}: {check.Detail}");
        }
        console.WriteLine();
        console.MarkupLine(result.IsSound ? "[bold green]Everything adds up.[/]" : "[bold red]Something does not add up.[/]");
        if (isKept)
            console.MarkupLineInterpolated(Culture, $"The journal is kept in {result.DataDirectory}");
    }

    private Table NewTable(string title)
    {
        console.WriteLine();
        return new Table { Title = new TableTitle(title, new Style(decoration: Decoration.Bold)), Border = TableBorder.Simple };
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Count(long count) => count.ToString("n0", Culture);

    private static string Thousands(Money money) => (money.Dollars / 1000).ToString("n0", Culture);

    private static string Dollars(ExactDollars amount) => amount.ToCents().ToString("n2", Culture);

    private static string Deviation(double variance) => Math.Sqrt(variance).ToString("n0", Culture);

    private static string Figure(IFormattable? figure, string format) => figure?.ToString(format, Culture) ?? "-";

    private static string Micros(double value) => value.ToString("n0", Culture);

    private static string Share(long part, long whole) => whole == 0 ? "-" : Share((double)part / whole);

    private static string Share(double share) => share.ToString("p1", Culture);
}
