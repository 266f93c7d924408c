using OllamaSdk.Llm;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Cli.Settings;

/// <summary>The clients that the settings make; each is made when it is first used.</summary>
internal sealed class Clients(LlmClientOptions options) : IDisposable
{
    private ClientSettings? _settings;
    private LlmClient? _any;
    private OllamaClient? _native;
    private OpenAICompatibleClient? _openAI;

    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public IReadOnlyList<LlmSetting> Described => Settings.All;

    /// <summary>The server that is asked first.</summary>
    public LlmProvider Provider => Settings.Targets[0].Provider;

    /// <summary>The model, where one is set.</summary>
    public string? Model => Settings.Targets[0].Model;

    /// <summary>How many servers there are.</summary>
    public int Count => Settings.Targets.Count;

    /// <summary>How long the config file wants models to stay.</summary>
    public KeepAlive? KeepAlive => options.Targets[0].KeepAlive;

    /// <summary>Asks whichever server answers.</summary>
    public LlmClient Any => _any ??= new LlmClient(options);

    /// <summary>The first server by Ollama's own API.</summary>
    /// <exception cref="UsageException">It is of another kind.</exception>
    public OllamaClient Native => _native ??= Provider.IsNative
        ? new OllamaClient(Fill(new OllamaClientOptions { Endpoint = Settings.Targets[0].EndpointText, ApiKey = Settings.Targets[0].ApiKey ?? "" }))
        : throw new UsageException($"{Provider.DisplayName} cannot do that: only Ollama's own API can. Use --provider ollama.");

    /// <summary>The first server by the OpenAI-compatible API.</summary>
    public OpenAICompatibleClient OpenAI => _openAI ??= new OpenAICompatibleClient(Fill(
        new OpenAICompatibleClientOptions { Endpoint = Settings.Targets[0].EndpointText, ApiKey = Settings.Targets[0].ApiKey }));

    private ClientSettings Settings => _settings ??= new ClientSettings(options);

    public void Dispose()
    {
        _any?.Dispose();
        _native?.Dispose();
        _openAI?.Dispose();
    }

    private T Fill<T>(T mine)
        where T : LlmConnectionOptions
    {
        options.CopyTo(mine);
        mine.Retry.MaxRetries = Settings.Retry.MaxRetries;
        mine.Retry.BaseDelay = Settings.Retry.BaseDelay;
        mine.Timeouts.Total = Settings.Targets[0].Total;
        foreach (var (name, value) in options.Targets[0].Headers)
        {
            mine.Headers[name] = value;
        }

        return mine;
    }
}
