using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ComputeExchange.Client;
using ComputeExchange.LoadTest.Path;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.LoadTest.Start;

/// <summary>From the start of a `serve` process on an empty data directory to its first accepted order, over TCP. The client is
/// warm: the first start is not counted. Beside the wall clock stands the server's processor time, on all processors together:
/// others who use the machine make it longer too, but not by waiting.</summary>
internal static class StartOfServe
{
    private const string Session = "maker-delta-1";
    private const string Participant = "MAKER-DELTA";

    /// <summary>The host as this repository's Release build leaves it, seen from the root of the clone.</summary>
    public const string DefaultProgram = "src/ComputeExchange.Host/bin/Release/net10.0/ComputeExchange.Host.dll";

    /// <summary>Starts the server again and again, each time on a directory of its own, and prints what it took.</summary>
    /// <param name="program">The host: its program, or its dll.</param>
    /// <param name="times">Starts that count.</param>
    public static void Run(string program, int times)
    {
        List<double> opened = [], accepted = [], processor = [], memory = [];
        for (int i = 0; i <= times; i++)
        {
            OneStart start = StartOnceAsync(program).GetAwaiter().GetResult();
            if (i == 0)
                continue;
            opened.Add(start.OpenMillis);
            accepted.Add(start.AcceptedMillis);
            processor.Add(start.ProcessorMillis);
            memory.Add(start.ResidentMegabytes);
        }

        Print("start to open", opened, "ms");
        Print("start to the first accepted order", accepted, "ms");
        Print("the server's processor time then", processor, "ms");
        Print("resident memory then", memory, "MB");
    }

    private readonly record struct OneStart(
        double OpenMillis, double AcceptedMillis, double ProcessorMillis, double ResidentMegabytes);

    private static async Task<OneStart> StartOnceAsync(string program)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("compute-exchange-start");
        bool isDll = program.EndsWith(".dll", StringComparison.Ordinal);
        string data = System.IO.Path.Combine(directory.FullName, "data");
        string[] arguments = ["serve", "--data", data, "--port", "0", "--json"];
        ProcessStartInfo start = new(isDll ? "dotnet" : program, isDll ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        try
        {
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string line = await process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"'{program}' ended before it was open.");
            double openMillis = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            JsonElement open = JsonDocument.Parse(line).RootElement;
            string key = System.IO.Path.Combine(data, "keys", $"{Session}.key");
            await EnterAsync(ClientOptions.FromKeyFile(key, open.GetProperty("port").GetInt32()));
            double acceptedMillis = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            process.Refresh();
            return new OneStart(
                openMillis, acceptedMillis, process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            directory.Delete(recursive: true);
        }
    }

    private static async Task EnterAsync(ClientOptions options)
    {
        await using ExchangeClient client = await ExchangeClient.ConnectAsync(options);
        ReferenceBasket basket = client.Reference.Baskets.First();
        await client.EnterAsync(new NewOrder
        {
            Participant = client.Reference.Participant(Participant).Id,
            ClOrdId = ClOrdId.Parse("first"),
            Instrument = Instrument.Future(basket.Id, basket.Definition.FirstMonth),
            Side = Side.Buy,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            SelfMatch = SelfMatchInstruction.CancelResting,
            Given = GivenTerms.Price,
            Quantity = 1,
            LimitTicks = checked((int)basket.Definition.Tick) * 100,
        });
    }

    private static void Print(string name, List<double> values, string unit)
    {
        values.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-36} median {values[values.Count / 2],7:F0} {unit}   least {values[0],7:F0}   most {values[^1],7:F0}"));
    }
}
