using OllamaSdk.OpenAI;

namespace OllamaSdk.Cli.Settings;

/// <summary>The clients that the settings make; each is made when it is first used.</summary>
internal sealed class Clients(LlmClientOptions options) : IDisposable
{
    private IReadOnlyList<LlmSetting>? _described;
    private LlmClient? _any;
    private OllamaClient? _native;
    private OpenAICompatibleClient? _openAI;

    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public IReadOnlyList<LlmSetting> Described => _described ??= options.DescribeSettings();

    /// <summary>The server that is asked first.</summary>
    public LlmProvider Provider
    {
        get
        {
            // First the checks, which know which providers there are.
            _ = Described;
            return LlmProviders.Find(options.Targets[0].Provider)!;
        }
    }

    /// <summary>The model, where one is set.</summary>
    public string? Model => options.ToOpenAICompatibleOptions().DefaultModel;

    /// <summary>The first server's address, where one is set otherwise than by the environment.</summary>
    public string? Endpoint => options.Targets[0].Endpoint;

    /// <summary>All servers that are asked, by kind and address.</summary>
    public string Address => string.Join(' ', Described.Where(setting => setting.Name.EndsWith(".Endpoint", StringComparison.Ordinal) || setting.Name.EndsWith(".Provider", StringComparison.Ordinal)).Select(setting => setting.Value));

    /// <summary>How many servers there are.</summary>
    public int Count => options.Targets.Count;

    /// <summary>How long the config file wants models to stay.</summary>
    public KeepAlive? KeepAlive => options.Targets[0].KeepAlive;

    /// <summary>Asks whichever server answers.</summary>
    public LlmClient Any => _any ??= new LlmClient(options);

    /// <summary>The first server by Ollama's own API.</summary>
    /// <exception cref="UsageException">It is of another kind.</exception>
    public OllamaClient Native => _native ??= Provider.IsNative
        ? new OllamaClient(options.ToOllamaOptions())
        : throw new UsageException($"{Provider.DisplayName} cannot do that: only Ollama's own API can. Use --provider ollama.");

    /// <summary>The first server by the OpenAI-compatible API.</summary>
    public OpenAICompatibleClient OpenAI => _openAI ??= new OpenAICompatibleClient(options.ToOpenAICompatibleOptions());

    public void Dispose()
    {
        _any?.Dispose();
        _native?.Dispose();
        _openAI?.Dispose();
    }
}
