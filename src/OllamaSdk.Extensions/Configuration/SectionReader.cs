using Microsoft.Extensions.Configuration;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>Reads the section of each client. A key that no option has is an error: it is a slip of the pen that would otherwise go unnoticed.</summary>
internal static class SectionReader
{
    /// <summary>What the parts of a connection string are called in the section of a client of one server.</summary>
    public static IReadOnlyDictionary<string, string> ConnectionParts { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Endpoint"] = "Endpoint",
        ["Model"] = "DefaultModel",
        ["Key"] = "ApiKey",
    };

    /// <summary>The same for an <see cref="LlmClient"/>, where they make its first target.</summary>
    public static IReadOnlyDictionary<string, string> TargetParts { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Endpoint"] = "Targets:0:Endpoint",
        ["Model"] = "Targets:0:Model",
        ["Key"] = "Targets:0:ApiKey",
        ["Provider"] = "Targets:0:Provider",
    };

    public static void Apply(IConfiguration section, OllamaClientOptions options)
    {
        var values = new OllamaSection();
        Bind(section, () => section.Bind(values, binder => binder.ErrorOnUnknownConfiguration = true));
        ConnectionReader.Apply(values, options, section);
        options.Endpoint = values.Endpoint ?? options.Endpoint;
        options.ApiKey = values.ApiKey ?? options.ApiKey;
        options.CloudEndpoint = values.CloudEndpoint ?? options.CloudEndpoint;
        options.CloudApiKey = values.CloudApiKey ?? options.CloudApiKey;
        options.CheckCapabilities = values.CheckCapabilities ?? options.CheckCapabilities;
        options.CheckThinkingLevels = values.CheckThinkingLevels ?? options.CheckThinkingLevels;
        options.OutOfMemoryRecovery = values.OutOfMemoryRecovery ?? options.OutOfMemoryRecovery;
    }

    public static void Apply(IConfiguration section, OpenAICompatibleClientOptions options)
    {
        var values = new OpenAICompatibleSection();
        Bind(section, () => section.Bind(values, binder => binder.ErrorOnUnknownConfiguration = true));
        ConnectionReader.Apply(values, options, section);
        options.Endpoint = values.Endpoint ?? options.Endpoint;
        options.ApiKey = values.ApiKey ?? options.ApiKey;
        options.Organization = values.Organization ?? options.Organization;
        options.Project = values.Project ?? options.Project;
        options.CheckThinkingLevels = values.CheckThinkingLevels ?? options.CheckThinkingLevels;
        options.SkipMalformedEvents = values.SkipMalformedEvents ?? options.SkipMalformedEvents;
    }

    public static void Apply(IConfiguration section, LlmClientOptions options)
    {
        var values = new LlmSection();
        Bind(section, () => section.Bind(values, binder => binder.ErrorOnUnknownConfiguration = true));
        ConnectionReader.Apply(values, options, section);
        LlmReader.Apply(values, options, new SectionTexts(section));
        options.ConfigurationKey = new ConfiguredValues(section, options).KeyOf;
    }

    private static void Bind(IConfiguration section, Action bind)
    {
        try
        {
            bind();
        }
        catch (InvalidOperationException e)
        {
            throw new LlmConfigurationException($"The configuration section {PathOf(section)} is wrong: {e.Message}", e);
        }
    }

    public static string PathOf(IConfiguration section) => section is IConfigurationSection { Path: { Length: > 0 } path } ? path : "(root)";
}
