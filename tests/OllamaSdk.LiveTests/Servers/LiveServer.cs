using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Servers;

/// <summary>A real server, and clients of it.</summary>
/// <param name="provider">What it is.</param>
/// <param name="root">Its address without <c>/v1</c>.</param>
/// <param name="model">The model to ask.</param>
public class LiveServer(LlmProvider provider, string root, string model)
{
    public LlmProvider Provider => provider;

    /// <summary>Without a slash at the end.</summary>
    public string Root => root;

    public string Model => model;

    /// <summary>A client of its OpenAI-compatible API.</summary>
    public OpenAICompatibleClient OpenAI(Action<OpenAICompatibleClientOptions>? configure = null)
    {
        var options = new OpenAICompatibleClientOptions { Endpoint = root + "/v1", DefaultModel = model };
        configure?.Invoke(options);
        return new OpenAICompatibleClient(options);
    }

    /// <summary>A client that takes the API which the provider has first: Ollama's own, or the OpenAI-compatible one.</summary>
    public LlmClient Llm(string? apiKey = null) => new(new LlmClientOptions
    {
        Targets = { new LlmTarget(provider, model, root) { ApiKey = apiKey } },
        ReadVariable = static _ => null,
    });
}
