namespace OllamaSdk.LiveTests.Servers;

/// <summary>Which real servers the tests may ask; the environment says.</summary>
internal static class LiveEnvironment
{
    private const string LlamaServerVariable = "OLLAMA_SDK_LIVE_LLAMA_SERVER";
    private const string OllamaVariable = "OLLAMA_SDK_LIVE_OLLAMA";

    /// <summary>The model that a real Ollama is asked with, as it lists it; the first one that can chat, where unset.</summary>
    public static string? OllamaModel => Read("OLLAMA_SDK_LIVE_OLLAMA_MODEL") is not { } name ? null : name.Contains(':', StringComparison.Ordinal) ? name : name + ":latest";

    /// <summary>The program; skips the test where there is none.</summary>
    public static string LlamaServer =>
        Read(LlamaServerVariable) ?? throw Skipped($"{LlamaServerVariable} names no llama-server; '.ci/llama-server' gets one and prints what to set it to.");

    /// <summary>The address; skips the test where there is none.</summary>
    public static string Ollama =>
        Read(OllamaVariable) ?? throw Skipped($"{OllamaVariable} names no Ollama, such as http://127.0.0.1:11434.");

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static InvalidOperationException Skipped(string reason)
    {
        Assert.Skip(reason);
        return new InvalidOperationException(reason);
    }
}
