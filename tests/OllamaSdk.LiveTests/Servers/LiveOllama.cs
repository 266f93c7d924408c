namespace OllamaSdk.LiveTests.Servers;

/// <summary>The real Ollama that the environment names. It is somebody's own: nothing is pulled, made or deleted there.</summary>
internal static class LiveOllama
{
    private static readonly SemaphoreSlim s_turn = new(1);
    private static string? s_model;

    /// <param name="provider">By which API the client of many servers is to ask: Ollama's own or the OpenAI-compatible one.</param>
    public static async Task<LiveServer> FindAsync(LlmProvider? provider = null)
    {
        var root = LiveEnvironment.Ollama.TrimEnd('/');
        await s_turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            s_model ??= LiveEnvironment.OllamaModel ?? await FirstThatCanChatAsync(root);
        }
        finally
        {
            s_turn.Release();
        }

        Assert.SkipWhen(s_model is null, $"The Ollama at {root} has no model that can chat; pull one, or name one in OLLAMA_SDK_LIVE_OLLAMA_MODEL.");
        return new LiveServer(provider ?? LlmProviders.Ollama, root, s_model);
    }

    private static async Task<string?> FirstThatCanChatAsync(string root)
    {
        await using var client = new OllamaClient(root);
        foreach (var model in (await client.ListModelsAsync(cancellationToken: TestContext.Current.CancellationToken)).Models)
        {
            if ((await client.GetCapabilitiesAsync(model.Name, cancellationToken: TestContext.Current.CancellationToken)).Contains(ModelCapability.Completion))
            {
                return model.Name;
            }
        }

        return null;
    }
}
