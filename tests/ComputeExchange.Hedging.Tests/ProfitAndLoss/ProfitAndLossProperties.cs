using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Hedging.Tests.ProfitAndLoss;

/// <summary>Any history of trades, marks, deliveries and settlements, computed three times.</summary>
public class ProfitAndLossProperties
{
    private const int Markets = 3;
    private const int Baskets = 2;
    private const int Contracts = 4;
    private const int Kinds = 9;

    private sealed record Step(int Kind, int Which, int Quantity, int Price)
    {
        private MarketId Market => new(new SkuId((ushort)(Which % Markets)), new RegionId(1));

        private BasketId Basket => new((ushort)(Which % Baskets));

        private Price At => new(Price);

        private BasketContract Contract =>
            new(Basket, new DeliveryMonth(Which % Contracts / Baskets), Which % Baskets == 0 ? 730 : 1_000);

        public void Play(IProfitAndLossEvents dealer)
        {
            switch (Kind)
            {
                case 0: dealer.ForwardTrade(Market, Quantity, At); break;
                case 1: dealer.Delivered(Market, Quantity); break;
                case 2: dealer.MarkMarket(Market, Price * 100_003L); break;
                case 3: dealer.MarkIndex(Basket, Price * 99_991L); break;
                case 4: dealer.SetRatio(Market, Basket, Quantity * 1_003); break;
                case 5: dealer.BasketFill(Contract, Quantity, At); break;
                case 6: dealer.MarkFuture(Contract, Price * 100_019L); break;
                case 7: dealer.Settlement(Contract, At); break;
                default: dealer.Fee(new Money(Quantity)); break;
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
        private readonly decimal[] _exposure = new decimal[Markets];
        private readonly decimal[] _marketMark = new decimal[Markets];
        private readonly decimal[] _indexMark = new decimal[Baskets];
        private readonly decimal[,] _ratio = new decimal[Markets, Baskets];
        private readonly Dictionary<BasketContract, (decimal Lots, decimal Mark, bool Marked)> _held = [];

        public decimal Spread { get; private set; }
        public decimal Index { get; private set; }
        public decimal Basis { get; private set; }
        public decimal Hedge { get; private set; }
        public decimal Fees { get; private set; }

        public void ForwardTrade(MarketId market, long gpuHours, Price price)
        {
            Spread += gpuHours * (_marketMark[market.Sku.Value] - price.Dollars);
            _exposure[market.Sku.Value] += gpuHours;
        }

        public void Delivered(MarketId market, long gpuHours) => _exposure[market.Sku.Value] -= gpuHours;

        public void MarkMarket(MarketId market, long nanos)
        {
            Basis += _exposure[market.Sku.Value] * (nanos / 1_000_000_000m - _marketMark[market.Sku.Value]);
            _marketMark[market.Sku.Value] = nanos / 1_000_000_000m;
        }

        public void MarkIndex(BasketId basket, long nanos)
        {
            decimal change = nanos / 1_000_000_000m - _indexMark[basket.Value];
            for (int market = 0; market < Markets; market++)
            {
                Index += _exposure[market] * _ratio[market, basket.Value] * change;
                Basis -= _exposure[market] * _ratio[market, basket.Value] * change;
            }
            _indexMark[basket.Value] = nanos / 1_000_000_000m;
        }

        public void SetRatio(MarketId market, BasketId basket, long ratioMicros) =>
            _ratio[market.Sku.Value, basket.Value] = ratioMicros / 1_000_000m;

        public void BasketFill(BasketContract contract, long lots, Price price)
        {
            decimal paid = price.Dollars;
            if (!_held.TryGetValue(contract, out var position) || !position.Marked)
                Mark(contract, paid, marked: false);
            position = _held[contract];
            Hedge += lots * contract.Multiplier * (position.Mark - paid);
            _held[contract] = position with { Lots = position.Lots + lots };
        }

        public void MarkFuture(BasketContract contract, long nanos) => Mark(contract, nanos / 1_000_000_000m, marked: true);

        public void Settlement(BasketContract contract, Price price)
        {
            Mark(contract, price.Dollars, marked: true);
            _held.Remove(contract);
        }

        public void Fee(Money fee) => Fees -= fee.Dollars;

        private void Mark(BasketContract contract, decimal mark, bool marked)
        {
            _held.TryGetValue(contract, out var position);
            Hedge += position.Lots * contract.Multiplier * (mark - position.Mark);
            _held[contract] = (position.Lots, mark, marked);
        }
    }
}
