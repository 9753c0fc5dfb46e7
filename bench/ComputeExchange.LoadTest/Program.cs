using ComputeExchange.LoadTest;
using ComputeExchange.LoadTest.Core;
using ComputeExchange.LoadTest.Gates;
using ComputeExchange.LoadTest.Ladder;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.LoadTest.Pauses;
using ComputeExchange.LoadTest.Replay;
using ComputeExchange.LoadTest.Snapshots;
using ComputeExchange.LoadTest.Start;
using ComputeExchange.LoadTest.Windows;

const string Usage = """
    usage: dotnet run -c Release --project bench/ComputeExchange.LoadTest -- WHAT

      ladder    what the machine takes, then each room and the whole path, each beside what bounds it
                  --rounds 3  --directory DIR  --json  --force
      core      nanoseconds a message of matching alone and of the whole core, beside a naive book, on W1 to W4, F1 and F2
                  --rounds 3  --launches 3  --messages 500000  --only W1,F2  --json
      gates     what holds still enough to fail a build: allocation, the ratio to the naive book, instructions a message
                  --budgets FILE  --record
      pauses    the engine in process at half load for a minute: collections, pauses, latencies from when orders were due
                  --seconds 60  --rate N  --directory DIR
      growth [OFFERS]    buys, entries and cancellations among 1,000 to 1,000,000 divisible offers
                  --plot FILE  draws it as an SVG
      plain [ROUNDS]     plain orders in a market with and without window terms elsewhere in it
      bounds             the longest that one command takes at the bounds of complex orders
      path [ROUNDS]      order to durable acknowledgement beside echo and fdatasync, and durable orders a second
      replay [COMMANDS]  a journal of W1 and one of F1 replayed: reading, decoding, applying
                  --rounds 3
      snapshot           an engine with a million open orders takes snapshots under load, and starts from one
                  --orders 1000000  --rate 5000  --rounds 5  --directory DIR  --keep
      start [TIMES]      from starting `serve` on an empty directory to its first accepted order
                  --program PATH, of a host that was published, say
    """;

Arguments arguments = new(args);
if (!arguments.Has("--json")
    && arguments.Command is not ("serve" or "hiccups" or "instructions" or "ladder" or "pauses" or "snapshot"))
    Console.WriteLine($"{Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}");
try
{
    switch (arguments.Command)
    {
        case "ladder":
            return LadderRun.Run(arguments);
        case "serve":
            TcpServer.Serve(args[1]);
            return 0;
        case "hiccups":
            HiccupProcess.Serve();
            return 0;
        case "instructions":
            InstructionGate.Serve();
            return 0;
        case "pauses":
            return HalfLoad.Run(arguments);
        case "core":
            CoreComparison.Run(arguments);
            return 0;
        case "gates":
            return GateRun.Run(arguments);
        case "growth":
            Growth.Run(arguments.Number("--offers", 1_000_000, mayStandBare: true), arguments.Text("--plot"));
            return 0;
        case "plain":
            PlainBeside.Run(arguments.Number("--rounds", 400, mayStandBare: true));
            return 0;
        case "bounds":
            WorstCases.Run();
            return 0;
        case "path":
            PathComparison.Run(arguments.Number("--rounds", 5, mayStandBare: true));
            return 0;
        case "replay":
            ReplayRate.Run(arguments.Number("--commands", 1_000_000, mayStandBare: true), arguments.Number("--rounds", 3));
            return 0;
        case "snapshot":
            return SnapshotRun.Run(arguments);
        case "start":
            StartOfServe.Run(
                arguments.Text("--program") ?? StartOfServe.DefaultProgram, arguments.Number("--times", 9, mayStandBare: true));
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
