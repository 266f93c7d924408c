using Microsoft.Extensions.Configuration;
using OllamaSdk.Extensions.Configuration;

namespace OllamaSdk.Aspire.Configuration;

/// <summary>What the configuration says of one client.</summary>
/// <param name="configuration">That of the program.</param>
/// <param name="connectionName">The name of its connection string.</param>
internal sealed class ClientConfiguration(IConfiguration configuration, string connectionName)
{
    private const string Section = "Aspire:OllamaSdk";
    private const string Options = "ClientOptions";

    private static readonly Dictionary<string, string> s_parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Endpoint"] = nameof(OllamaClientOptions.Endpoint),
        ["Model"] = nameof(OllamaClientOptions.DefaultModel),
        ["Key"] = nameof(OllamaClientOptions.ApiKey),
    };

    /// <summary>The options of the client. It reads when it is asked: tests put a connection string in later.</summary>
    public IConfigurationSection ClientOptions { get; } = new LayeredSection(
        Options, () => Layers(configuration, connectionName), $"{Section}:{Options} or {Section}:{connectionName}:{Options}");

    public OllamaClientSettings ReadSettings()
    {
        var settings = new OllamaClientSettings();
        configuration.GetSection(Section).Bind(settings);
        configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        return settings;
    }

    private static IConfigurationSection[] Layers(IConfiguration configuration, string connectionName)
    {
        var (all, own) = (configuration.GetSection($"{Section}:{Options}"), configuration.GetSection($"{Section}:{connectionName}:{Options}"));
        var path = $"ConnectionStrings:{connectionName}";
        if (configuration[path] is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return [ConnectionString.Read(text, path, s_parts), own, all];
        }

        return own["Endpoint"] is not null || all["Endpoint"] is not null ? [own, all] : throw new LlmConfigurationException(
            $"There is no connection '{connectionName}': neither the configuration key {path} is set nor {own.Path}:Endpoint. Does the app host give it, by WithReference?");
    }
}
