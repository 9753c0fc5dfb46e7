using ComputeExchange.Hedging.ProfitAndLoss;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Hedging.Tests.ProfitAndLoss;

/// <summary>Any history of trades, marks, deliveries and settlements, computed three times.</summary>
public class ProfitAndLossProperties
{
    private const int Markets = 3;
    private const int Contracts = 4;
    private const int Kinds = 9;

    private sealed record Step(int Kind, int Which, int Quantity, int Price)
    {
        private BasketContract Contract => new(Which % 2, Which % Contracts / 2, Which % 2 == 0 ? 730 : 1_000);

        public void Play(IProfitAndLossEvents dealer)
        {
            switch (Kind)
            {
                case 0: dealer.ForwardTrade(Which % Markets, Quantity, Price); break;
                case 1: dealer.Delivered(Which % Markets, Quantity); break;
                case 2: dealer.MarkMarket(Which % Markets, Price * 100_003L); break;
                case 3: dealer.MarkIndex(Which % 2, Price * 99_991L); break;
                case 4: dealer.SetRatio(Which % Markets, Which % 2, Quantity * 1_003); break;
                case 5: dealer.BasketFill(Contract, Quantity, Price); break;
                case 6: dealer.MarkFuture(Contract, Price * 100_019L); break;
                case 7: dealer.Settlement(Contract, Price); break;
                default: dealer.Fee(Quantity); break;
            }
        }
    }

    [Fact]
    public void The_five_parts_always_come_to_exactly_cash_and_marks()
    {
        Prop.ForAll(Histories(), history =>
        {
            AttributedProfitAndLoss attributed = new();
            CashAndMarks cashAndMarks = new();
            foreach (Step step in history)
            {
                step.Play(attributed);
                step.Play(cashAndMarks);
                if (attributed.Parts.Total != cashAndMarks.Total)
                    return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Each_part_is_what_its_definition_says()
    {
        Prop.ForAll(Histories(), history =>
        {
            AttributedProfitAndLoss attributed = new();
            DefinedProfitAndLoss defined = new();
            foreach (Step step in MarkedFirst().Concat(history))
            {
                step.Play(attributed);
                step.Play(defined);
            }
            ProfitAndLossParts parts = attributed.Parts;
            return Dollars(parts.Spread) == defined.Spread && Dollars(parts.Index) == defined.Index
                && Dollars(parts.Basis) == defined.Basis && Dollars(parts.Hedge) == defined.Hedge
                && Dollars(parts.Fees) == defined.Fees;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static decimal Dollars(ExactDollars amount) => (decimal)amount.Femtos / 1_000_000_000_000_000m;

    private static IEnumerable<Step> MarkedFirst() =>
        Enumerable.Range(0, Contracts).SelectMany(which => new[] { 2, 3, 6 }.Select(kind => new Step(kind, which, 0, 20_000)));

    private static Arbitrary<List<Step>> Histories() =>
        (from kind in Gen.Choose(0, Kinds - 1)
         from which in Gen.Choose(0, 11)
         from quantity in Gen.Choose(-5_000, 5_000)
         from price in Gen.Choose(1, 100_000)
         select new Step(kind, which, quantity, price))
        .ListOf().ToArbitrary();

    /// <summary>The five parts straight from SPEC 6.5 in decimal dollars, every market and contract marked from the start; a
    /// contract that settled counts as marked at its settlement.</summary>
    private sealed class DefinedProfitAndLoss : IProfitAndLossEvents
    {
        private readonly decimal[] exposure = new decimal[Markets];
        private readonly decimal[] marketMark = new decimal[Markets];
        private readonly decimal[] indexMark = new decimal[2];
        private readonly decimal[,] ratio = new decimal[Markets, 2];
        private readonly Dictionary<BasketContract, (decimal Lots, decimal Mark, bool Marked)> held = [];

        public decimal Spread { get; private set; }
        public decimal Index { get; private set; }
        public decimal Basis { get; private set; }
        public decimal Hedge { get; private set; }
        public decimal Fees { get; private set; }

        public void ForwardTrade(int market, long gpuHours, int priceTicks)
        {
            Spread += gpuHours * (marketMark[market] - priceTicks / 10_000m);
            exposure[market] += gpuHours;
        }

        public void Delivered(int market, long gpuHours) => exposure[market] -= gpuHours;

        public void MarkMarket(int market, long nanos)
        {
            Basis += exposure[market] * (nanos / 1_000_000_000m - marketMark[market]);
            marketMark[market] = nanos / 1_000_000_000m;
        }

        public void MarkIndex(int basket, long nanos)
        {
            decimal change = nanos / 1_000_000_000m - indexMark[basket];
            for (int market = 0; market < Markets; market++)
            {
                Index += exposure[market] * ratio[market, basket] * change;
                Basis -= exposure[market] * ratio[market, basket] * change;
            }
            indexMark[basket] = nanos / 1_000_000_000m;
        }

        public void SetRatio(int market, int basket, int ratioMicros) => ratio[market, basket] = ratioMicros / 1_000_000m;

        public void BasketFill(BasketContract contract, long lots, int priceTicks)
        {
            decimal price = priceTicks / 10_000m;
            if (!held.TryGetValue(contract, out var position) || !position.Marked)
                Mark(contract, price, marked: false);
            position = held[contract];
            Hedge += lots * contract.Multiplier * (position.Mark - price);
            held[contract] = position with { Lots = position.Lots + lots };
        }

        public void MarkFuture(BasketContract contract, long nanos) => Mark(contract, nanos / 1_000_000_000m, marked: true);

        public void Settlement(BasketContract contract, int priceTicks)
        {
            Mark(contract, priceTicks / 10_000m, marked: true);
            held.Remove(contract);
        }

        public void Fee(long moneyUnits) => Fees -= moneyUnits / 10_000m;

        private void Mark(BasketContract contract, decimal mark, bool marked)
        {
            held.TryGetValue(contract, out var position);
            Hedge += position.Lots * contract.Multiplier * (mark - position.Mark);
            held[contract] = (position.Lots, mark, marked);
        }
    }
}
