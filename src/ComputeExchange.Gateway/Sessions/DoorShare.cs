using ComputeExchange.Engine;
using ComputeExchange.Gateway.Inbox;
using ComputeExchange.Messages;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>One connection's way through the door to the engine, which counts what of it waits there.</summary>
internal sealed class DoorShare(EngineDoor door)
{
    /// <summary>How many of the connection's commands and questions wait for room. The door counts.</summary>
    public int WaitingCount { get; set; }

    /// <summary>Whether so many wait, of this connection or of all, that it is not to be read.</summary>
    public bool IsFull => WaitingCount >= GatewayOptions.MaxWaitingOfConnection || door.IsFull;

    /// <summary>Opens a session under a name.</summary>
    public void Open(ParticipantId participant, Code name) =>
        door.Submit(this, header => Command.Of(header, new OpenSession { Participant = participant, Name = name }));

    /// <summary>Connects a session.</summary>
    public void Connect(ConnectSession connect) => door.Submit(this, header => Command.Of(header, connect));

    /// <summary>Disconnects a session.</summary>
    public void Disconnect(SessionId session) =>
        door.Submit(this, header => Command.Of(header, new DisconnectSession { Session = session }));

    /// <inheritdoc cref="EngineDoor.Ask"/>
    public ulong Ask(in Query query, Action<EngineAnswer> answered) => door.Ask(this, query, answered);

    /// <inheritdoc cref="EngineDoor.Forget"/>
    public void Forget(ulong token) => door.Forget(token);

    /// <inheritdoc cref="EngineDoor.Unsubscribe"/>
    public void Unsubscribe(in Query subscribed) => door.Unsubscribe(this, subscribed);
}
