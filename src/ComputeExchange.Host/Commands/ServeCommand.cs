using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ComputeExchange.Engine;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Serve;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComputeExchange.Host.Commands;

/// <summary>`serve`: the exchange over TCP, until it is told to end.</summary>
internal static class ServeCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "serve";

    /// <summary>The command as the command line knows it.</summary>
    public static Command Create()
    {
        Option<string?> data = new("--data") { Description = "The data directory; made where it is missing.", HelpName = "DIR" };
        Option<string?> listen = new("--listen")
        {
            Description = "The IP address to listen on; 127.0.0.1 unless set.",
            HelpName = "ADDRESS",
        };
        Option<string?> port = new("--port")
        {
            Description = $"The port to listen on, {ServeOptions.DefaultPort} unless set; 0 takes one that is free.",
            HelpName = "PORT",
        };
        Option<string?> settings = new("--settings")
        {
            Description = "A settings file in place of appsettings.json.",
            HelpName = "FILE",
        };
        Option<long?> skip = new("--skip")
        {
            Description = "Does not carry out this command, at which a start has stopped because it breaks an invariant; "
                + "journaled, so that no later start or replay carries it out either.",
            HelpName = "SEQ",
            CustomParser = ReadSequence,
        };
        Option<bool> json = new("--json") { Description = "Says where it is open as one line of JSON." };
        ExampleCommand command = new(Name,
            "Opens the exchange over TCP. An empty data directory gets a market with participants, credit lines and key files. "
            + "Ctrl-C or SIGTERM ends it cleanly, and the next start carries on. docs/OPERATIONS.md has every setting.",
            $"{RootCommand.ExecutableName} serve",
            $"{RootCommand.ExecutableName} serve --data /var/lib/compute-exchange --listen 0.0.0.0 --port 9400",
            $"ComputeExchange__Gateway__MaxConnections=64 {RootCommand.ExecutableName} serve --port 0 --json")
            { data, listen, port, settings, skip, json };
        command.SetAction((line, cancellation) => RunAsync(
            line.GetValue(settings),
            Given(("Data", line.GetValue(data)), ("Listen", line.GetValue(listen)), ("Port", line.GetValue(port))),
            line.GetValue(skip),
            line.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? settingsPath, Dictionary<string, string?> given, long? skip, bool isJson, CancellationToken cancellation)
    {
        try
        {
            using IHost host = ServerHost.Build(settingsPath, given, skip);
            await host.StartAsync(cancellation);
            Say(host.Services, isJson);
            host.Services.GetRequiredService<ServiceSupervisor>().TellReady();
            await host.WaitForShutdownAsync(cancellation);
            return HowItEnded(host.Services);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (Failures.IsExpected(failure))
        {
            return Failures.Tell("The exchange did not open", failure, Console.Error);
        }
    }

    private static long? ReadSequence(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) && sequence >= 1)
            return sequence;
        result.AddError($"--skip is '{text}'; it must be a whole number from 1.");
        return null;
    }

    private static Dictionary<string, string?> Given(params (string Key, string? Value)[] values) => values
        .Where(each => each.Value is not null)
        .ToDictionary(each => $"{ServeOptions.SectionName}:{each.Key}", each => each.Value);

    private static void Say(IServiceProvider services, bool isJson)
    {
        EngineService engine = services.GetRequiredService<EngineService>();
        GatewayService gateway = services.GetRequiredService<GatewayService>();
        StartReport report = new()
        {
            Address = gateway.EndPoint,
            Data = Path.GetFullPath(services.GetRequiredService<ServeOptions>().Data),
            IsNew = engine.IsNew,
            Recovery = engine.Engine.Recovery,
            RecoveryTook = engine.RecoveryTook,
            Keys = [.. gateway.Keys.All().Select(key => (key, gateway.Keys.PathOf(key.Session.ToString())))],
        };
        if (isJson)
            report.WriteJson(Console.Out);
        else
            report.Write(Console.Out);
    }

    private static int HowItEnded(IServiceProvider services)
    {
        EngineService engine = services.GetRequiredService<EngineService>();
        if (engine.Engine.Failure is { } halted)
            return Failures.Tell("The exchange has stopped", halted, Console.Error);
        if (services.GetRequiredService<GatewayService>().Failure is { } bug)
        {
            Console.Error.WriteLine($"The exchange has stopped: the gateway failed, which is a bug: {bug}");
            return ExitCodes.Failure;
        }

        if (engine.IsDrained)
            return ExitCodes.Success;
        Console.Error.WriteLine("The exchange was ended before all that it had taken in was told; what is durable is kept.");
        return ExitCodes.Failure;
    }
}
