using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A basket, and any history, as bytes.</summary>
internal static class BasketSnapshot
{
    public static void Save(BinaryWriter to, BasketState basket)
    {
        DefineBasket definition = basket.Definition;
        to.Write(basket.Id.Value);
        to.Write(definition.Code);
        to.Write(definition.Multiplier);
        to.Write(definition.Tick);
        to.Write(definition.FirstMonth.Index);
        to.Write(definition.ListedMonths);
        ConstituentList constituents = definition.Constituents;
        to.Write(constituents.Count);
        for (int i = 0; i < constituents.Count; i++)
        {
            to.Write(constituents[i].Market);
            to.Write(constituents[i].Share);
        }
        to.Write(basket.IsHalted);
        Save(to, basket.Index);
        to.Write(basket.Contracts.Count);
        foreach (ContractState contract in basket.Contracts)
        {
            to.Write(contract.Month.Index);
            to.Write(contract.Bid);
            to.Write(contract.Ask);
            to.Write(contract.TopVersion);
            to.Write(contract.IsSettled);
        }
    }

    public static BasketState Load(BinaryReader from)
    {
        BasketId id = new(from.ReadUInt16());
        DefineBasket definition = new()
        {
            Code = from.ReadCode(),
            Multiplier = from.ReadInt32(),
            Tick = from.ReadInt64(),
            FirstMonth = new DeliveryMonth(from.ReadInt32()),
            ListedMonths = from.ReadUInt64(),
            Constituents = LoadConstituents(from),
        };
        BasketState basket = new(id, definition) { IsHalted = from.ReadBoolean() };
        Load(from, basket.Index);
        for (int left = from.ReadCount(); left > 0; left--)
            basket.Restore(new ContractState(new DeliveryMonth(from.ReadInt32()))
            {
                Bid = from.ReadTop(),
                Ask = from.ReadTop(),
                TopVersion = from.ReadInt64(),
                IsSettled = from.ReadBoolean(),
            });
        return basket;
    }

    public static void Save(BinaryWriter to, ObservationHistory history)
    {
        to.Write(history.Entered);
        to.Write(history.Count);
        for (int i = 0; i < history.Count; i++)
        {
            to.Write(history[i].Hour);
            to.Write(history[i].Nanos);
        }
    }

    public static void Load(BinaryReader from, ObservationHistory history)
    {
        long entered = from.ReadInt64();
        int count = from.ReadCount(Limits.HistoryLength);
        if (entered < count)
            throw new InvalidDataException($"A history of the hedge book keeps {count} of {entered} values.");
        history.Restore(entered - count);
        for (; count > 0; count--)
            history.Add(new Observation(from.ReadInt32(), from.ReadInt64()));
    }

    private static ConstituentList LoadConstituents(BinaryReader from)
    {
        ConstituentList constituents = default;
        for (int left = from.ReadCount(Limits.MaxConstituents); left > 0; left--)
            constituents.Add(new Constituent(from.ReadMarket(), from.ReadInt32()));
        return constituents;
    }
}
