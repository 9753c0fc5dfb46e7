using ComputeExchange.Host.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeExchange.Host.Serve;

/// <summary>The generic host around engine and gateway.</summary>
internal static class ServerHost
{
    private const string SettingsFile = "appsettings.json";

    // The host's own end comes after the gateway's lingering and the engine's draining have had their time.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>Builds it; nothing is opened yet.</summary>
    /// <param name="settingsPath">A settings file that must be there; null for appsettings.json where there is one.</param>
    /// <param name="overrides">What the command line says, by full key.</param>
    /// <param name="skip">A command that is not to be carried out; null for none.</param>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static IHost Build(string? settingsPath, IEnumerable<KeyValuePair<string, string?>> overrides, long? skip)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = Directory.GetCurrentDirectory() });
        AddConfiguration(builder.Configuration, settingsPath, overrides);
        IConfigurationSection section = builder.Configuration.GetSection(ServeOptions.SectionName);
        ServeOptions options = SettingsReader.Read(section, ServeOptions.SectionName, new ServeOptions()).Validated();
        options = options with { Engine = options.Engine with { SkipCommand = skip } };
        AddLogging(builder);
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout =
                TimeSpan.FromMilliseconds(options.StopTimeoutMillis + options.Gateway.LingerMillis) + Slack)
            .Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true)
            .AddSingleton(options)
            .AddSingleton<ServiceSupervisor>()
            .AddSingleton<GatewayService>()
            .AddSingleton<EngineService>()
            .AddHostedService(services => services.GetRequiredService<EngineService>())
            .AddHostedService(services => services.GetRequiredService<GatewayService>());
        return builder.Build();
    }

    private static void AddConfiguration(
        ConfigurationManager configuration, string? settingsPath, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        string path = Path.GetFullPath(settingsPath ?? SettingsFile);
        try
        {
            configuration.AddJsonFile(path, optional: settingsPath is null, reloadOnChange: false);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            string cause = (failure.InnerException ?? failure).Message;
            throw new SettingException($"The settings file '{path}' cannot be read: {cause}");
        }

        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(overrides);
    }

    // To standard error: standard output is for what was asked.
    private static void AddLogging(HostApplicationBuilder builder) => builder.Logging
        .AddConfiguration(builder.Configuration.GetSection("Logging"))
        .AddFilter("Microsoft", LogLevel.None)
        .AddConsoleFormatter<LineFormatter, ConsoleFormatterSettings>()
        .AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });

    private sealed class ConsoleFormatterSettings : Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions;
}
