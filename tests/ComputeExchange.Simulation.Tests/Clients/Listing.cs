using ComputeExchange.Protocol;

namespace ComputeExchange.Simulation.Tests.Clients;

/// <summary>A list of its open orders, or of its participant's positions, that a client was given: each row as a line.</summary>
/// <param name="Session">Whose.</param>
/// <param name="Participant">Whom the session speaks for.</param>
/// <param name="AsOf">The last report of the session whose effect it shows.</param>
/// <param name="IsOfOrders">Of orders, or of positions.</param>
/// <param name="Rows">The rows, in their order.</param>
internal sealed record Listing(SessionId Session, ParticipantId Participant, long AsOf, bool IsOfOrders, string[] Rows)
{
    public static string RowOf(in OpenOrder order) =>
        $"{order.ClOrdId} {order.Entry} {order.Side} {order.Instrument} {order.Limit} {order.Leaves} {order.Cumulative}";

    public static string RowOf(in ExposurePosition exposure) => $"{exposure.Market} {exposure.Month} {exposure.GpuHours}";

    public static string RowOf(in BasketPosition position) =>
        $"{position.Basket} {position.Month} {position.Lots} for {position.Cost}";

    public static string RowOf(Money cash) => $"cash {cash}";
}
