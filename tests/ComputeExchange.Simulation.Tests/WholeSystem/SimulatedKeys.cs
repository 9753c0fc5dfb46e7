using ComputeExchange.Gateway.Keys;

namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>The key files of all simulations of a test: a key has no influence on what happens.</summary>
public sealed class SimulatedKeys : IDisposable
{
    public const string MakerSession = "m";
    public const string OperatorSession = "op";

    /// <summary>Two sessions of the first dealer, one of each other participant.</summary>
    public static readonly string[] Sessions = ["a", "b", "c", "d", "e", MakerSession, OperatorSession];

    private static readonly string[] Participants = ["P1", "P1", "P2", "P3", "P4", "MAKER", "DESK"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulated-keys");

    public SimulatedKeys()
    {
        Store = new KeyStore(_directory.FullName);
        for (int i = 0; i < Sessions.Length; i++)
            Store.Create(Sessions[i], Participants[i],
                Sessions[i] == OperatorSession ? ParticipantKind.Operator : ParticipantKind.Dealer);
    }

    internal KeyStore Store { get; }

    public void Dispose() => _directory.Delete(recursive: true);
}
