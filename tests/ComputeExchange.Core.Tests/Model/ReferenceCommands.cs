using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Model;

/// <summary>SPEC 2 and 8: definitions and settings. A code defined again is changed, unless that would hurt open
/// orders.</summary>
internal static class ReferenceCommands
{
    public static RejectReason Apply(ModelMarket market, MarketMakerProtection protection, in Command command)
    {
        ModelReference reference = market.Reference;
        switch (command.Kind)
        {
            case CommandKind.DefineSku:
                return Define(market, command.DefineSku);
            case CommandKind.DefineRegion:
                if (!reference.Regions.Contains(command.DefineRegion.Code))
                    reference.Regions.Add(command.DefineRegion.Code);
                return RejectReason.None;
            case CommandKind.DefineMarket:
                return Define(market, command.DefineMarket);
            case CommandKind.DefineParticipant:
                return Define(market, command.DefineParticipant);
            case CommandKind.DefineWorkload:
                if (!reference.Workloads.Contains(command.DefineWorkload.Code))
                    reference.Workloads.Add(command.DefineWorkload.Code);
                return RejectReason.None;
            case CommandKind.DefineBasket:
                return Define(market, command.DefineBasket);
            case CommandKind.SetOrderCaps:
                reference.Caps = command.SetOrderCaps;
                return RejectReason.None;
            case CommandKind.SetMarketMakerProtection:
                if (!reference.Knows(command.SetMarketMakerProtection.Participant))
                    return RejectReason.UnknownParticipant;
                if (!reference.Knows(command.SetMarketMakerProtection.Basket))
                    return RejectReason.UnknownInstrument;
                protection.Set(reference, command.SetMarketMakerProtection);
                return RejectReason.None;
            default:
                throw new NotSupportedException($"The model does not know {command.Kind}.");
        }
    }

    /// <summary>SPEC 3.1, OpenOrders: "a SKU's lot ... changed while it has open orders".</summary>
    private static RejectReason Define(ModelMarket market, DefineSku sku)
    {
        List<DefineSku> skus = market.Reference.Skus;
        int index = skus.FindIndex(known => known.Code == sku.Code);
        if (index < 0)
        {
            skus.Add(sku);
            return RejectReason.None;
        }
        SkuId id = new((ushort)(index + 1));
        if (skus[index].Lot != sku.Lot && HasOpen(market, choice => choice.Market.Sku == id))
            return RejectReason.OpenOrders;
        skus[index] = sku;
        return RejectReason.None;
    }

    /// <summary>"a market's lead ... changed while it has open orders".</summary>
    private static RejectReason Define(ModelMarket market, DefineMarket defined)
    {
        ModelReference reference = market.Reference;
        if (!reference.Knows(defined.Market))
            return RejectReason.UnknownInstrument;
        if (reference.LeadOf(defined.Market) != defined.LeadHours && HasOpen(market, choice => choice.Market == defined.Market))
            return RejectReason.OpenOrders;
        reference.Leads[defined.Market] = defined.LeadHours;
        return RejectReason.None;
    }

    /// <summary>"a participant's kind changed while it has open orders".</summary>
    private static RejectReason Define(ModelMarket market, DefineParticipant participant)
    {
        List<DefineParticipant> participants = market.Reference.Participants;
        int index = participants.FindIndex(known => known.Code == participant.Code);
        if (index < 0)
        {
            participants.Add(participant);
            return RejectReason.None;
        }
        ParticipantId id = new((ushort)(index + 1));
        if (participants[index].Kind != participant.Kind && market.Orders.Any(order => order.Participant == id))
            return RejectReason.OpenOrders;
        participants[index] = participant;
        return RejectReason.None;
    }

    private static RejectReason Define(ModelMarket market, DefineBasket basket)
    {
        List<DefineBasket> baskets = market.Reference.Baskets;
        int index = baskets.FindIndex(known => known.Code == basket.Code);
        if (index < 0)
            baskets.Add(basket);
        else
            baskets[index] = basket;
        return RejectReason.None;
    }

    private static bool HasOpen(ModelMarket market, Predicate<Choice> names) =>
        market.Orders.Any(order => !order.IsBasket && order.Choices().Any(choice => names(choice)));
}
