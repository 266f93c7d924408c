namespace OllamaSdk.Transport;

/// <summary>What to do where nothing answers, by what should be there; other servers have theirs in <see cref="LlmProviders"/>.</summary>
internal static class StartHints
{
    public const string Server = "Start the server";
    public const string Ollama = "Start Ollama with 'ollama serve'";
    public const string OllamaCloud = "Look whether the network is up";
}
